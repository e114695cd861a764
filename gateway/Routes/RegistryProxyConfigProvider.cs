using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using MsaSample.Discovery;
using MsaSample.Gateway.Retries;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;

namespace MsaSample.Gateway.Routes;

/// <summary>
/// Gives YARP a route and a cluster for each service in the registry, and new ones at each change. A service keeps its route when its last
/// instance leaves, so that calls are answered with 503 (unavailable), not 404 (unknown).
/// </summary>
internal sealed class RegistryProxyConfigProvider : IProxyConfigProvider, IDisposable
{
    private readonly Lock _gate = new();
    private readonly ServiceRegistry _registry;
    private readonly GatewayOptions _options;
    private readonly ILogger _logger;
    private readonly SortedSet<string> _services = new(StringComparer.Ordinal);
    private readonly IDisposable _subscription;
    private CancellationTokenSource _expiry = new();
    private volatile Config _current;

    public RegistryProxyConfigProvider(
        ServiceRegistry registry, IOptions<GatewayOptions> options, ILogger<RegistryProxyConfigProvider> logger)
    {
        _registry = registry;
        _options = options.Value;
        _logger = logger;
        _services.UnionWith(_options.Services.Where(GatewayRoutes.CanRoute));
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
            _logger.ServiceRouted(added);
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
        // Kestrel accepts header values in UTF-8; without this, forwarding one fails, and the instance is taken for unreachable.
        HttpClient = new HttpClientConfig { RequestHeaderEncoding = "utf-8" },
        HttpRequest = new ForwarderRequestConfig { ActivityTimeout = _options.Timeout },
        HealthCheck = new HealthCheckConfig
        {
            // When every instance seems to fail, trying one is better than refusing all requests.
            AvailableDestinationsPolicy = "HealthyOrPanic",
            Passive = new PassiveHealthCheckConfig
            {
                Enabled = true,
                Policy = FailingInstancePolicy.PolicyName,
                ReactivationPeriod = _options.ReactivationPeriod,
            },
        },
    };

    // With the address, so that an instance that starts again at another one does not keep the health of the old one.
    private static string DestinationId(ServiceInstance instance) => $"{instance.InstanceId} at {instance.Uri.Authority}";

    private sealed record Config(IReadOnlyList<RouteConfig> Routes, IReadOnlyList<ClusterConfig> Clusters, IChangeToken ChangeToken)
        : IProxyConfig;
}
