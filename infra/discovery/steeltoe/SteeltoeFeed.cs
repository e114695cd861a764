using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Steeltoe.Common.Discovery;
using Steeltoe.Discovery.Eureka;

namespace MsaSample.Discovery.Steeltoe;

/// <summary>
/// Copies what Steeltoe's client fetches to <see cref="ServiceRegistry"/>, and cancels the lease before Kestrel stops, which Steeltoe would
/// do only afterwards.
/// </summary>
internal sealed class SteeltoeFeed(IServiceProvider services, ServiceRegistry registry, TimeProvider clock) : IHostedLifecycleService
{
    private static readonly TimeSpan DrainPeriod = TimeSpan.FromMilliseconds(500);
    private EurekaDiscoveryClient? _client;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        // Resolved here, because creating it registers and fetches, which needs an HttpClient of the container.
        _client = services.GetServices<IDiscoveryClient>().OfType<EurekaDiscoveryClient>().First();
        _client.InstancesFetched += (_, fetched) => Publish(fetched.InstancesByServiceId.SelectMany(pair => pair.Value));

        // The constructor of the client made the first fetch, before the handler above was added.
        List<IServiceInstance> known = [];
        foreach (var service in await _client.GetServiceIdsAsync(cancellationToken))
            known.AddRange(await _client.GetInstancesAsync(service, cancellationToken));
        Publish(known);
    }

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        if (_client is null)
            return;
        await _client.ShutdownAsync(cancellationToken);
        await Task.Delay(DrainPeriod, clock, cancellationToken);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Steeltoe reports only instances with status UP.</summary>
    private void Publish(IEnumerable<IServiceInstance> instances) => registry.Publish(new RegistrySnapshot(
        instances.Select(instance => (instance.ServiceId, new ServiceInstance(
            instance.InstanceId,
            instance.Uri,
            InstanceStatus.Up,
            instance.Metadata.Where(pair => pair.Value is not null).ToDictionary(pair => pair.Key, pair => pair.Value!))))));
}
