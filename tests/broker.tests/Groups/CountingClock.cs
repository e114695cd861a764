using Microsoft.Extensions.Time.Testing;

namespace MsaSample.Broker.Tests.Groups;

/// <summary>A clock that the test moves, and that counts the timers created with it.</summary>
internal sealed class CountingClock() : FakeTimeProvider(DateTimeOffset.FromUnixTimeMilliseconds(1_800_000_000_000))
{
    private int _timers;

    /// <summary>How many timers were created so far.</summary>
    public int Timers => Volatile.Read(ref _timers);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Interlocked.Increment(ref _timers);
        return base.CreateTimer(callback, state, dueTime, period);
    }
}
