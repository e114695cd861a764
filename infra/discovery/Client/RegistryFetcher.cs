using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace MsaSample.Discovery.Client;

/// <summary>
/// Keeps <see cref="ServiceRegistry"/> equal to the registry: fetches the full list first, then deltas, which it checks by their hash. It
/// fetches by long poll where the server supports that, and by interval otherwise. While the registry does not answer, the last known
/// instances stay, and fetching is retried without end.
/// </summary>
internal sealed class RegistryFetcher(
    EurekaApi api, ServiceRegistry registry, EurekaRegistration registration, IOptions<EurekaClientOptions> options,
    IOptions<EurekaInstanceOptions> instance, TimeProvider clock, ILogger<RegistryFetcher> logger) : BackgroundService
{
    private static readonly TimeSpan LongestRetryPause = TimeSpan.FromSeconds(2);

    // A server keeps changes for deltas for 180 s, so a copy older than this needs the full list.
    private static readonly TimeSpan LongestDelta = TimeSpan.FromSeconds(120);

    private readonly EurekaClientOptions _options = options.Value;
    private readonly KnownApps _known = new(clock, TimeSpan.FromSeconds(instance.Value.LeaseExpirationDurationInSeconds));
    private string? _version;
    private DateTimeOffset? _fetchedAt;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!_options.Enabled || !_options.ShouldFetchRegistry)
        {
            // Completes FirstFetch, so that no caller waits for an answer of the registry.
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
                    logger.RegistryAnswersAgain(api.Server, failures);
                    registration.Wake();
                }

                failures = 0;
                registry.IsStale = false;
                if (_version is null || _options.LongPollSeconds == 0)
                    await Task.Delay(Shortened(TimeSpan.FromSeconds(_options.RegistryFetchIntervalSeconds)), clock, stoppingToken);
            }
            catch (HttpRequestException e)
            {
                if (failures++ == 0)
                    logger.RegistryDoesNotAnswer(api.Server, e.Message);
                registry.IsStale = true;
                await Task.Delay(RetryPause.After(failures, LongestRetryPause), clock, stoppingToken);
            }
        }
    }

    private async Task FetchAsync(bool afterOutage, CancellationToken cancellationToken)
    {
        var deltaIsEnough = _fetchedAt is { } at && clock.GetUtcNow() - at < LongestDelta && !afterOutage && !_options.ShouldDisableDelta;
        var wait = afterOutage || _fetchedAt is null ? TimeSpan.Zero : Shortened(TimeSpan.FromSeconds(_options.LongPollSeconds));
        var fetched = await api.FetchAsync(deltaIsEnough, _version, wait, cancellationToken);
        if (deltaIsEnough && (fetched is null || !_known.Apply(fetched.Apps)))
        {
            if (fetched is not null)
                logger.CopyDiffers(_known.Hash, fetched.Apps.HashCode);
            deltaIsEnough = false;
            fetched = await api.FetchAsync(delta: false, null, TimeSpan.Zero, cancellationToken);
        }

        if (!deltaIsEnough)
            _known.Replace(fetched!.Apps, afterOutage && _fetchedAt is not null);
        _version = fetched!.Version;
        _fetchedAt = clock.GetUtcNow();
        registry.Publish(_known.ToSnapshot(_options.ShouldFilterOnlyUpInstances));
    }

    /// <summary>The pause, shortened so that instances kept after an outage are removed in time.</summary>
    private TimeSpan Shortened(TimeSpan pause)
    {
        if (_known.KeptFor is not { } left || left >= pause)
            return pause;
        return left > TimeSpan.FromSeconds(1) ? left : TimeSpan.FromSeconds(1);
    }
}
