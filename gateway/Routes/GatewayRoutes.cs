using System.Text.RegularExpressions;
using Yarp.ReverseProxy.Configuration;

namespace MsaSample.Gateway.Routes;

/// <summary>
/// The routes of a service: everything needs a token, except what is listed here. The service checks again, and knows whose token may do what.
/// </summary>
internal static partial class GatewayRoutes
{
    private const string NeedsToken = "default";
    private const string OpenToAnyone = "anonymous";
    private static readonly string[] Reads = ["GET", "HEAD"];

    /// <summary>Open in every service.</summary>
    private static readonly OpenPath[] OpenEverywhere =
    [
        new("health-check", Reads),
        new("health/{**rest}", Reads),
        new("openapi/{**rest}", Reads),
    ];

    private static readonly Dictionary<string, OpenPath[]> OpenIn = new()
    {
        ["user-service"] = [new("users", ["POST"]), new("login", ["POST"]), new(".well-known/{**rest}", Reads)],
        ["catalog-service"] = [new("{**rest}", Reads)],
    };

    /// <summary>False for names that are no plain path segment, and for the gateway's own.</summary>
    public static bool CanRoute(string service) => PlainName.IsMatch(service) && service is not ("gateway" or "openapi" or "health" or "health-check");

    public static IEnumerable<RouteConfig> For(string service)
    {
        yield return Route(service, service, $"/{service}/{{**rest}}", null, NeedsToken, order: 0);
        foreach (var open in OpenEverywhere.Concat(OpenIn.GetValueOrDefault(service, [])))
            yield return Route(service, $"{service}: {string.Join(',', open.Methods)} {open.Path}", $"/{service}/{open.Path}", open.Methods, OpenToAnyone, order: -1);
    }

    private static RouteConfig Route(string service, string id, string path, string[]? methods, string policy, int order) => new()
    {
        RouteId = id,
        ClusterId = service,
        Order = order,
        Match = new RouteMatch { Path = path, Methods = methods },
        AuthorizationPolicy = policy,
        Transforms = [new Dictionary<string, string> { ["PathRemovePrefix"] = $"/{service}" }],
    };

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,62}$")]
    private static partial Regex PlainName { get; }

    private sealed record OpenPath(string Path, string[] Methods);
}
