namespace MsaSample.Messaging;

/// <summary>Lets something that may happen many times a second be said or done once per interval. For one thread at a time.</summary>
internal sealed class Occasionally(TimeProvider clock, TimeSpan interval)
{
    private long? _last;

    public bool IsDue()
    {
        if (_last is { } last && clock.GetElapsedTime(last) < interval)
            return false;

        _last = clock.GetTimestamp();
        return true;
    }
}
