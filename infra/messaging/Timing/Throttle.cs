namespace MsaSample.Messaging.Timing;

/// <summary>Lets something that may happen many times a second be said or done once per interval.</summary>
internal sealed class Throttle(TimeProvider clock, TimeSpan interval)
{
    private readonly Lock _lock = new();
    private long? _last;

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
