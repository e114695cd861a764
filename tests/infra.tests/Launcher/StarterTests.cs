using System.Collections.Concurrent;
using MsaSample.Launcher;
using MsaSample.Launcher.Output;
using MsaSample.Launcher.Parts;

namespace MsaSample.Infra.Tests.Launcher;

public sealed class StarterTests
{
    private readonly ConcurrentQueue<string> _events = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Start_PartsThatWait_StartAfterWhatTheyWaitFor()
    {
        var broker = new ScriptedPart("broker", _events);
        var catalog = new ScriptedPart("catalog", _events);
        var order = new ScriptedPart("order", _events);
        order.After(catalog, null);
        catalog.After(broker);

        await StarterOf(order, catalog, broker).StartAsync((_, _) => Task.CompletedTask, Cancellation);

        Assert.Equal(["start broker", "start catalog", "start order"], _events);
    }

    [Fact]
    public async Task Start_OnePartFails_EndsWithItsReason()
    {
        var broker = new ScriptedPart("broker", _events) { Failure = "no room" };
        var order = new ScriptedPart("order", _events);
        order.After(broker);

        var failure = await Assert.ThrowsAsync<LaunchException>(
            () => StarterOf(broker, order).StartAsync((_, _) => Task.CompletedTask, Cancellation));

        Assert.Equal("no room", failure.Message);
        Assert.Equal(["start broker"], _events);
    }

    [Fact]
    public async Task Stop_SeveralParts_InReverseOrder()
    {
        var starter = StarterOf(
            new ScriptedPart("broker", _events),
            new ScriptedPart("order", _events),
            new ScriptedPart("gateway", _events));

        await starter.StopAsync(CancellationToken.None);

        Assert.Equal(["stop gateway", "stop order", "stop broker"], _events);
    }

    private static Starter StarterOf(params Part[] parts) => new(parts, new Terminal(new Screen()), TimeProvider.System);

    private sealed class ScriptedPart(string name, ConcurrentQueue<string> events) : Part(name)
    {
        public string? Failure { get; init; }

        public override Task StopAsync(CancellationToken force)
        {
            events.Enqueue($"stop {Name}");
            return Task.CompletedTask;
        }

        protected override async Task StartNowAsync(CancellationToken cancellationToken)
        {
            events.Enqueue($"start {Name}");
            await Task.Yield();
            if (Failure is not null)
                throw new LaunchException(Failure);
        }
    }
}
