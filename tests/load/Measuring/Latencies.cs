namespace MsaSample.Load.Measuring;

/// <summary>Durations collected from many tasks; percentiles by nearest rank.</summary>
internal sealed class Latencies
{
    private readonly Lock _lock = new();
    private readonly List<double> _milliseconds = [];

    public int Count
    {
        get
        {
            lock (_lock) return _milliseconds.Count;
        }
    }

    public void Add(TimeSpan duration)
    {
        lock (_lock) _milliseconds.Add(duration.TotalMilliseconds);
    }

    /// <summary>Milliseconds at p50, p95, p99 and the largest; NaN when nothing was measured.</summary>
    public Percentiles Read()
    {
        double[] sorted;
        lock (_lock) sorted = [.. _milliseconds.Order()];
        double At(double share) => sorted.Length == 0 ? double.NaN : sorted[Math.Max(0, (int)Math.Ceiling(share * sorted.Length) - 1)];
        return new Percentiles(sorted.Length, At(0.50), At(0.95), At(0.99), At(1));
    }
}

/// <summary>Milliseconds.</summary>
internal sealed record Percentiles(int Count, double P50, double P95, double P99, double Max);
