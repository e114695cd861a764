namespace MsaSample.Data;

/// <summary>
/// Times as microseconds since 1970 UTC: the form of tables that are read and written without EF, the same in both databases.
/// </summary>
public static class UnixMicroseconds
{
    public static long From(DateTimeOffset time) => (time - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    public static DateTimeOffset ToTime(long microseconds) =>
        DateTimeOffset.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);
}
