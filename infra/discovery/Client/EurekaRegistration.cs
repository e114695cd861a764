using System.Threading.Channels;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using MsaSample.Discovery.Wire;

namespace MsaSample.Discovery.Client;

/// <summary>The service name under which this process registers.</summary>
internal sealed record RegisteredName(string Value);

/// <summary>
/// Registers this process when Kestrel listens (start-up does not wait for that), renews its lease by heartbeats, and cancels the lease
/// before Kestrel stops, so that callers use other instances while the last requests complete.
/// </summary>
internal sealed class EurekaRegistration(
    EurekaApi api, ServiceRegistry registry, RegisteredName name, IOptions<EurekaClientOptions> client,
    IOptions<EurekaInstanceOptions> options, IServiceProvider services, TimeProvider clock, ILogger<EurekaRegistration> logger)
    : IHostedLifecycleService, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private WireInstance? _instance;
    private Task _loop = Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        var addresses = services.GetService<IServer>()?.Features.Get<IServerAddressesFeature>()?.Addresses;
        if (!client.Value.Enabled || !client.Value.ShouldRegisterWithEureka || addresses is null)
            return Task.CompletedTask;

        _instance = LocalInstance.Describe(options.Value, name.Value, [.. addresses], clock.GetUtcNow());
        _loop = Task.Run(() => KeepRegisteredAsync(_instance, _stopping.Token), CancellationToken.None);
        return Task.CompletedTask;
    }

    /// <summary>Sends the next heartbeat at once, for example because the registry has restarted and lost its leases.</summary>
    public void Wake() => _wake.Writer.TryWrite(true);

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await _loop;
        if (_instance is null)
            return;

        try
        {
            await api.CancelAsync(_instance, cancellationToken);
            logger.LeaseCancelled(_instance.InstanceId, api.Server);
        }
        catch (HttpRequestException e)
        {
            logger.LeaseNotCancelled(_instance.InstanceId, e.Message);
        }

        var hasCallers = registry.Current.Services.Any(service => !service.Equals(_instance.App, StringComparison.OrdinalIgnoreCase));
        if (hasCallers)
            await Task.Delay(options.Value.DrainPeriod, clock, cancellationToken);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _stopping.Dispose();

    private async Task KeepRegisteredAsync(WireInstance instance, CancellationToken stopping)
    {
        var interval = TimeSpan.FromSeconds(options.Value.LeaseRenewalIntervalInSeconds);
        var isRegistered = false;
        var failures = 0;
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                isRegistered = isRegistered && await api.HeartbeatAsync(instance, stopping);
                if (!isRegistered)
                {
                    await api.RegisterAsync(instance, stopping);
                    isRegistered = true;
                    logger.Registered(instance.InstanceId, instance.HomePageUrl ?? instance.HostName, api.Server);
                }

                failures = 0;
                await PauseAsync(interval, stopping);
            }
            catch (HttpRequestException e)
            {
                if (failures++ == 0)
                    logger.NotRegistered(instance.InstanceId, api.Server, e.Message);
                await PauseAsync(RetryPause.After(failures, longest: interval), stopping);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
        }
    }

    /// <summary>Waits; ends early at <see cref="Wake"/> and when the process stops.</summary>
    private async Task PauseAsync(TimeSpan pause, CancellationToken stopping)
    {
        using var elapsed = new CancellationTokenSource(pause, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(elapsed.Token, stopping);
        try
        {
            await _wake.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException)
        {
            // The pause is over or the process stops; the loop of the caller checks for the latter.
            return;
        }
    }
}
