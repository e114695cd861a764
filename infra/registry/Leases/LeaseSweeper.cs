namespace MsaSample.Registry.Leases;

/// <summary>Drops dead instances once a second.</summary>
internal sealed class LeaseSweeper(LeaseTable leases, TimeProvider clock, ILogger<LeaseSweeper> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>A sweep this late means that the process stood still (a suspended laptop, a stopped process), not that others did.</summary>
    private static readonly TimeSpan StoodStill = TimeSpan.FromSeconds(3);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        var last = clock.GetTimestamp();
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            var late = clock.GetElapsedTime(last) - Interval;
            last = clock.GetTimestamp();
            if (late > StoodStill)
            {
                leases.ForgiveOwnAbsence(late);
                log.StoodStill(late.TotalSeconds);
            }

            foreach (var gone in leases.Sweep())
                log.LeaseRanOut(gone.App, gone.InstanceId, gone.Lease.DurationInSecs);
        }
    }
}
