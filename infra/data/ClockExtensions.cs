namespace MsaSample.Data;

/// <summary>The present time in the precision that both databases store.</summary>
public static class ClockExtensions
{
    /// <summary>
    /// The present time in UTC, cut to whole microseconds, so that a value answered before it is stored equals the stored one.
    /// </summary>
    public static DateTimeOffset GetUtcNowToMicrosecond(this TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
        var now = clock.GetUtcNow();
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
    }
}
