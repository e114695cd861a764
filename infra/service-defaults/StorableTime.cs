namespace MsaSample.ServiceDefaults;

/// <summary>The time, in the precision that both databases keep.</summary>
public static class StorableTime
{
    /// <summary>Now in UTC, in whole microseconds: what is answered before it is stored reads the same afterwards.</summary>
    public static DateTimeOffset GetStorableNow(this TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
        var now = clock.GetUtcNow();
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
    }
}
