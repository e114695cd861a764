using MsaSample.Discovery;
using MsaSample.Gateway.Routes;

namespace MsaSample.Gateway.Pages;

/// <summary>GET /: the services behind this gateway, and how many instances of each are registered.</summary>
internal static class GatewayIndex
{
    public sealed record Service(int Instances, string Health, string OpenApi);

    public sealed record Index(string Name, string OpenApi, string Health, IReadOnlyDictionary<string, Service> Services);

    public static Index Get(ServiceRegistry registry)
    {
        var snapshot = registry.Current;
        return new Index(
            "MsaSample",
            "/openapi",
            "/health/ready",
            snapshot.Services.Where(GatewayRoutes.CanRoute).Order(StringComparer.Ordinal).ToDictionary(
                service => service,
                service => new Service(snapshot.Up(service).Count, $"/{service}/health/ready", $"/{service}/openapi/v1.json")));
    }
}
