using MsaSample.Load.Scenarios;

namespace MsaSample.Load.Brokers;

/// <summary>All contenders as running processes.</summary>
internal sealed class RunningBrokers : IAsyncDisposable
{
    private readonly List<Contender> _contenders = [];
    private readonly Dictionary<Contender, IBrokerUnderLoad> _brokers = [];

    public static async Task<RunningBrokers> StartAsync(IReadOnlyList<Contender> contenders, bool fsync, CancellationToken ct)
    {
        var running = new RunningBrokers();
        try
        {
            foreach (var contender in contenders)
            {
                running._brokers[contender] = await contender.StartAsync(fsync, ct);
                running._contenders.Add(contender);
            }
            return running;
        }
        catch
        {
            await running.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs an action on each broker, in the order of the round.</summary>
    public async Task EachAsync(int round, Func<Contender, IBrokerUnderLoad, Task> action)
    {
        foreach (var contender in Contender.InOrder(_contenders, round)) await action(contender, _brokers[contender]);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var broker in _brokers.Values) await broker.DisposeAsync();
    }
}
