using System.Globalization;
using MsaSample.Registry.Apps;
using MsaSample.Registry.Leases;
using MsaSample.Registry.Pages;
using MsaSample.ServiceDefaults;

namespace MsaSample.Registry;

/// <summary>The registry as a web application, which the program runs and tests host in their own process.</summary>
public static class RegistryServer
{
    // A registration has a few kilobytes.
    private const long MaxBodyBytes = 256 * 1024;

    /// <summary>
    /// Builds a registry that listens, once started, on the settings <c>Port</c> (0 = any free one) and <c>Host</c>.
    /// <paramref name="settings"/> are arguments like --port 8761 --host 127.0.0.1; <paramref name="configure"/> may replace services, for
    /// example the clock.
    /// </summary>
    public static WebApplication Build(string[] settings, Action<IServiceCollection>? configure = null)
    {
        var builder = ServiceProgram.CreateBuilder(settings);
        builder.AddProgramDefaults();
        builder.WebHost.UseUrls($"http://{builder.Configuration["Host"] ?? "127.0.0.1"}:{Port(builder.Configuration)}");
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxBodyBytes;
        });
        builder.Services.AddSingleton<LeaseTable>();
        builder.Services.AddHostedService<LeaseSweeper>();
        configure?.Invoke(builder.Services);

        var app = builder.Build();
        app.MapEureka();
        app.MapGet("/", ActivatorUtilities.CreateInstance<InstancesPage>(app.Services).WriteAsync);
        app.MapGet("/health/live", context => Answer.TextAsync(context, StatusCodes.Status200OK, "Healthy"));
        return app;
    }

    private static int Port(ConfigurationManager settings)
    {
        var port = settings["Port"] ?? "8761";
        return int.TryParse(port, CultureInfo.InvariantCulture, out var number) && number is >= 0 and <= 65535
            ? number
            : throw new FormatException($"--port must be a number from 0 to 65535, not '{port}'");
    }
}
