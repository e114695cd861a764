using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using MsaSample.Discovery;
using MsaSample.Gateway.Retries;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;

namespace MsaSample.Gateway.Routes;

/// <summary>
/// Routes and clusters as the registry lists them, made anew at each of its changes. A service once seen keeps its route: without an instance
/// it is unavailable (503), not unknown (404).
/// </summary>
internal sealed class RegistryProxyConfigProvider : IProxyConfigProvider, IDisposable
{
    private readonly Lock _gate = new();
    private readonly ServiceRegistry _registry;
    private readonly GatewayOptions _options;
    private readonly ILogger _log;
    private readonly SortedSet<string> _services = new(StringComparer.Ordinal);
    private readonly IDisposable _subscription;
    private CancellationTokenSource _expiry = new();
    private volatile Config _current;

    public RegistryProxyConfigProvider(ServiceRegistry registry, IOptions<GatewayOptions> options, ILogger<RegistryProxyConfigProvider> log)
    {
        _registry = registry;
        _options = options.Value;
        _log = log;
        _services.UnionWith(_options.KnownServices.Where(GatewayRoutes.CanRoute));
        _current = Build(registry.Current);
        _subscription = ChangeToken.OnChange(registry.GetChangeToken, Update);
        Update();
    }

    public IProxyConfig GetConfig() => _current;

    public void Dispose()
    {
        _subscription.Dispose();
        _expiry.Dispose();
    }

    private void Update()
    {
        CancellationTokenSource previous;
        lock (_gate)
        {
            previous = _expiry;
            _expiry = new CancellationTokenSource();
            _current = Build(_registry.Current);
        }

        previous.Cancel();
        previous.Dispose();
    }

    private Config Build(RegistrySnapshot snapshot)
    {
        foreach (var added in snapshot.Services.Where(service => GatewayRoutes.CanRoute(service) && _services.Add(service)))
            _log.ServiceRouted(added);
        return new Config(
            [.. _services.SelectMany(GatewayRoutes.For)],
            [.. _services.Select(service => Cluster(service, snapshot.Up(service)))],
            new CancellationChangeToken(_expiry.Token));
    }

    private ClusterConfig Cluster(string service, IReadOnlyList<ServiceInstance> instances) => new()
    {
        ClusterId = service,
        LoadBalancingPolicy = "PowerOfTwoChoices",
        Destinations = instances.ToDictionary(DestinationId, instance => new DestinationConfig { Address = instance.Uri.AbsoluteUri }),
        // What Kestrel takes in must go out again: by default a header value outside ASCII fails the call, and the instance is blamed.
        HttpClient = new HttpClientConfig { RequestHeaderEncoding = "utf-8" },
        HttpRequest = new ForwarderRequestConfig { ActivityTimeout = _options.Timeout },
        HealthCheck = new HealthCheckConfig
        {
            // When every instance looks bad, trying one beats refusing all.
            AvailableDestinationsPolicy = "HealthyOrPanic",
            Passive = new PassiveHealthCheckConfig
            {
                Enabled = true, Policy = FailingInstancePolicy.PolicyName, ReactivationPeriod = _options.LeaveOutFailing,
            },
        },
    };

    /// <summary>With the address in it: an instance that comes back elsewhere does not inherit the health of the place it left.</summary>
    private static string DestinationId(ServiceInstance instance) => $"{instance.InstanceId} at {instance.Uri.Authority}";

    private sealed record Config(IReadOnlyList<RouteConfig> Routes, IReadOnlyList<ClusterConfig> Clusters, IChangeToken ChangeToken) : IProxyConfig;
}
