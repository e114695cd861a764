using System.Text.RegularExpressions;
using Yarp.ReverseProxy.Configuration;

namespace MsaSample.Gateway.Routes;

/// <summary>
/// Makes the routes of a service: each path needs a valid token, except those listed here. The service checks the token again, and decides
/// what its owner may do.
/// </summary>
internal static partial class GatewayRoutes
{
    private const string NeedsToken = "default";
    private const string OpenToAnyone = "anonymous";
    private static readonly string[] Reads = ["GET", "HEAD"];

    // Without a token in every service.
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

    /// <summary>False for a name that is not a plain path segment, and for the gateway's own paths.</summary>
    public static bool CanRoute(string service) =>
        PlainName.IsMatch(service) && service is not ("gateway" or "openapi" or "health" or "health-check");

    public static IEnumerable<RouteConfig> For(string service)
    {
        yield return Route(service, service, $"/{service}/{{**rest}}", null, NeedsToken, order: 0);
        foreach (var open in OpenEverywhere.Concat(OpenIn.GetValueOrDefault(service, [])))
        {
            var id = $"{service}: {string.Join(',', open.Methods)} {open.Path}";
            yield return Route(service, id, $"/{service}/{open.Path}", open.Methods, OpenToAnyone, order: -1);
        }
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
