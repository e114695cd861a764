using System.Globalization;
using MsaSample.Testing;

namespace MsaSample.Broker.Tests.Crash;

/// <summary>
/// Writers and readers keep working while the broker is killed many times, during its work and during its recovery. Then readers that share
/// no code with the broker compare the stored records with the acknowledged ones.
/// </summary>
public sealed class HundredKillsTests
{
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestLife = TimeSpan.FromMilliseconds(250); // of a broker to which no client has reconnected
    private static readonly TimeSpan EndPatience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan[] ImpatientStart = [TimeSpan.FromMilliseconds(60), TimeSpan.FromMilliseconds(320)];

    [Theory]
    [InlineData("never", 100)]
    [InlineData("always", 10)]
    public async Task Kill_ManyTimesUnderLoad_KeepsWhatWasAcknowledged(string fsync, int kills)
    {
        var seed = Environment.TickCount;
        try
        {
            await RunAsync(fsync, kills, new Random(seed));
        }
        catch (Exception e)
        {
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"With the seed {seed}: {e.Message}"), e);
        }
    }

    private static async Task RunAsync(string fsync, int kills, Random random)
    {
        await using var broker = new BrokerUnderFire(fsync);
        Assert.True(await broker.StartAsync(StartPatience));
        var load = new Load(broker.BootstrapServers, random);
        await load.CreateTopicsAsync();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        load.Start(stop.Token);
        await Eventually.True("all have begun", () => load.HasBegun, ct: TestContext.Current.CancellationToken);

        using var wire = new WireReader(broker.BootstrapServers);
        await KillAsync(broker, wire, load.Ledger, kills, random);

        await stop.CancelAsync();
        await load.EndAsync(EndPatience);
        load.CheckWork(kills);
        var stored = await load.CheckStoredAsync(wire);
        await broker.StopAsync();
        load.CheckFiles(broker.LogDirectory, stored, kills);
    }

    private static async Task KillAsync(BrokerUnderFire broker, WireReader wire, Ledger ledger, int kills, Random random)
    {
        for (var done = 0; done < kills; done++)
        {
            // The transactional writers need longer to reconnect than the others, so some of the kills wait for them.
            if (random.Next(5) == 0)
                await ledger.Transactions.NextAsync(random.Next(1, 10), StartPatience);
            await ledger.Acknowledgements.TryNextAsync(random.Next(1, 200), LongestLife);
            var (ends, commits) = (ledger.Ends(), ledger.Commits());
            await broker.KillAsync();

            // Sometimes the broker is killed again before it is ready, during its recovery.
            while (!await broker.StartAsync(random.Next(4) == 0
                ? ImpatientStart[0] + (random.NextDouble() * ImpatientStart[1])
                : StartPatience))
                done++;

            Assert.Empty(ledger.Failures);
            RecordChecks.CheckNotLess("ends at", ends, await wire.EndsAsync(ends.Keys));
            RecordChecks.CheckNotLess("is committed at", commits, await wire.CommittedAsync(commits.Keys, FastClients.Group));
        }
    }
}
