namespace MsaSample.Registry.Leases;

/// <summary>Removes instances with an expired lease, once a second.</summary>
internal sealed class LeaseSweeper(LeaseTable leases, TimeProvider clock, ILogger<LeaseSweeper> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>A sweep later than this means that this process was suspended (as a laptop is), not that the instances were.</summary>
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(3);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        var last = clock.GetTimestamp();
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            var delay = clock.GetElapsedTime(last) - Interval;
            last = clock.GetTimestamp();
            if (delay > LongestDelay)
            {
                leases.ExtendAll(delay);
                logger.RegistryWasSuspended(delay.TotalSeconds);
            }

            foreach (var expired in leases.Sweep())
                logger.LeaseExpired(expired.InstanceId, expired.App, expired.Lease.DurationInSecs);
        }
    }
}
