namespace MsaSample.Messaging.Timing;

/// <summary>Limits a repeated action, such as a log line, to once per interval.</summary>
internal sealed class Throttle(TimeProvider clock, TimeSpan interval)
{
    private readonly Lock _lock = new();
    private long? _last;

    /// <summary>True at the first call, and then once per interval.</summary>
    public bool IsDue()
    {
        lock (_lock)
        {
            if (_last is { } last && clock.GetElapsedTime(last) < interval)
                return false;

            _last = clock.GetTimestamp();
            return true;
        }
    }
}
