using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using MsaSample.Broker.Timers;

namespace MsaSample.Broker.Tests.Timers;

public sealed class GuardedTimerTests
{
    [Fact]
    public void Timer_CallbackThrows_RunsAgain()
    {
        var (runs, clock) = (0, new FakeTimeProvider());
        void Fail() => throw new InvalidOperationException($"run {++runs}");
        using var timer = clock.CreateGuardedTimer(NullLogger.Instance, Fail, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));

        clock.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(2, runs);
    }
}
