namespace MsaSample.Discovery.Client;

/// <summary>The pause before a request that failed is sent again.</summary>
internal static class RetryPause
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(100);

    /// <summary>Doubles with each failure in a row, from 100 ms up to <paramref name="longest"/>.</summary>
    public static TimeSpan After(int failures, TimeSpan longest)
    {
        // Capping the exponent keeps the pause from overflowing.
        var pause = First * Math.Pow(2, Math.Min(failures - 1, 10));
        return pause < longest ? pause : longest;
    }
}
