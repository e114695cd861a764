using System.Text.Json;
using System.Xml;
using MsaSample.Discovery;
using MsaSample.Discovery.Wire;
using MsaSample.Registry.Leases;

namespace MsaSample.Registry.Apps;

/// <summary>
/// POST apps/{app}: 204, the only status that Java clients take for success; 400 and the reason when the instance cannot be listed.
/// </summary>
internal sealed class RegisterInstance(LeaseTable leases, ILogger<RegisterInstance> logger)
{
    public async Task HandleAsync(HttpContext context)
    {
        var app = context.App();
        var instance = await ReadAsync(context);
        if (Refusal(app, instance) is { } reason)
        {
            logger.RegistrationRefused(app, reason);
            await Answer.TextAsync(context, StatusCodes.Status400BadRequest, reason);
            return;
        }

        leases.Register(instance!);
        logger.Registered(instance!.InstanceId, app, instance.Status.ToWire(), instance.Lease.DurationInSecs);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    /// <summary>Why the instance cannot be listed, in the words of the stock server; null when it can.</summary>
    internal static string? Refusal(string app, WireInstance? instance) => instance switch
    {
        null => "cannot parse request body",
        { InstanceId: "" } => "Missing instanceId",
        { HostName: "" } => "Missing hostname",
        { IpAddr: "" } => "Missing ip address",
        { App: "" } => "Missing appName",
        _ when instance.App != app => $"Mismatched appName, expecting {app} but was {instance.App}",
        { DataCenter: null } => "Missing dataCenterInfo",
        { DataCenter.Name: null } => "Missing dataCenterInfo Name",
        _ => null,
    };

    private static async Task<WireInstance?> ReadAsync(HttpContext context)
    {
        var request = context.Request;
        try
        {
            if (request.ContentType?.Contains("json", StringComparison.OrdinalIgnoreCase) != true)
                return await EurekaXmlReader.ReadInstanceAsync(request.Body, context.RequestAborted);
            using var json = await JsonDocument.ParseAsync(request.Body, cancellationToken: context.RequestAborted);
            return EurekaJsonReader.ReadInstance(json.RootElement);
        }
        catch (Exception e) when (e is JsonException or XmlException)
        {
            // Answered with 400: a broken body is the client's error, not one of the registry that its log should show.
            return null;
        }
    }
}
