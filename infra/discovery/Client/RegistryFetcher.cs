using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace MsaSample.Discovery.Client;

/// <summary>
/// Keeps <see cref="ServiceRegistry"/> equal to the registry: a full list first, then deltas checked by hash, by long poll where the server
/// offers it and by interval otherwise. Never gives up; while the registry is away the last known instances stay.
/// </summary>
internal sealed class RegistryFetcher(
    EurekaApi api, ServiceRegistry registry, EurekaRegistration registration, IOptions<EurekaClientOptions> options, IOptions<EurekaInstanceOptions> instance,
    TimeProvider clock, ILogger<RegistryFetcher> log) : BackgroundService
{
    private static readonly TimeSpan FirstRetry = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan SlowestRetry = TimeSpan.FromSeconds(2);

    /// <summary>A server forgets deltas after 180 s; a copy older than this is fetched whole.</summary>
    private static readonly TimeSpan DeltaReach = TimeSpan.FromSeconds(120);

    private readonly EurekaClientOptions _options = options.Value;
    private readonly KnownApps _known = new(clock, TimeSpan.FromSeconds(instance.Value.LeaseExpirationDurationInSeconds));
    private string? _version;
    private DateTimeOffset? _fetchedAt;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!_options.Enabled || !_options.ShouldFetchRegistry)
        {
            // Nothing to wait for: who asks is told at once that nobody is known.
            registry.Publish(RegistrySnapshot.Empty);
            return;
        }

        var failures = 0;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await FetchAsync(afterOutage: failures > 0, stoppingToken);
                if (failures > 0)
                {
                    log.RegistryAnswersAgain(api.Server, failures);
                    registration.Wake();
                }

                failures = 0;
                registry.IsStale = false;
                if (_version is null || _options.LongPollSeconds == 0)
                    await Task.Delay(Earlier(TimeSpan.FromSeconds(_options.RegistryFetchIntervalSeconds)), clock, stoppingToken);
            }
            catch (HttpRequestException e)
            {
                if (failures++ == 0)
                    log.RegistryDoesNotAnswer(api.Server, e.Message);
                registry.IsStale = true;
                // Doubling from 100 ms; the exponent is capped so that it cannot overflow.
                var pause = FirstRetry * Math.Pow(2, Math.Min(failures - 1, 10));
                await Task.Delay(pause < SlowestRetry ? pause : SlowestRetry, clock, stoppingToken);
            }
        }
    }

    private async Task FetchAsync(bool afterOutage, CancellationToken cancellationToken)
    {
        var deltaIsEnough = _fetchedAt is { } at && clock.GetUtcNow() - at < DeltaReach && !afterOutage && !_options.ShouldDisableDelta;
        var wait = afterOutage || _fetchedAt is null ? TimeSpan.Zero : Earlier(TimeSpan.FromSeconds(_options.LongPollSeconds));
        var fetched = await api.FetchAsync(deltaIsEnough, _version, wait, cancellationToken);
        if (deltaIsEnough && (fetched is null || !_known.Apply(fetched.Apps)))
        {
            if (fetched is not null)
                log.CopyHasDrifted(_known.Hash, fetched.Apps.HashCode);
            deltaIsEnough = false;
            fetched = await api.FetchAsync(delta: false, null, TimeSpan.Zero, cancellationToken);
        }

        if (!deltaIsEnough)
            _known.Replace(fetched!.Apps, afterOutage && _fetchedAt is not null);
        _version = fetched!.Version;
        _fetchedAt = clock.GetUtcNow();
        registry.Publish(_known.ToSnapshot(_options.ShouldFilterOnlyUpInstances));
    }

    /// <summary>The pause, cut short so that instances kept after an outage are dropped in time.</summary>
    private TimeSpan Earlier(TimeSpan pause)
    {
        if (_known.KeptFor is not { } left || left >= pause)
            return pause;
        return left > TimeSpan.FromSeconds(1) ? left : TimeSpan.FromSeconds(1);
    }
}
