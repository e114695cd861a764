using System.Globalization;
using Confluent.Kafka;
using Confluent.Kafka.Admin;
using MsaSample.Testing;

namespace MsaSample.Broker.Tests.Crash;

/// <summary>
/// Writers and a group reader go on while the broker is killed again and again, in the middle of its work and in the middle of its recovery; afterwards readers
/// that share nothing with the broker compare what is there with what was acknowledged.
/// </summary>
public sealed class HundredKillsTests
{
    private const string Idempotent = "idempotent";
    private const string Plain = "plain";
    private const string Transactional = "transactional";
    private const int Partitions = 3;
    private static readonly string[] Topics = [Idempotent, Plain, Transactional];
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(30);
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
        await CreateTopicsAsync(broker.BootstrapServers);
        var ledger = new Ledger();
        var idempotent = new RecordWriter(broker.BootstrapServers, Idempotent, Partitions, idempotent: true, ledger);
        var plain = new RecordWriter(broker.BootstrapServers, Plain, Partitions, idempotent: false, ledger);
        var reader = new GroupReader(broker.BootstrapServers, Idempotent, ledger);
        var transactional = new TransactionalWriter(broker.BootstrapServers, Transactional, Partitions, ledger, new Random(random.Next()));
        var committed = new CommittedReader(broker.BootstrapServers, Transactional, Partitions);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        Task[] clients = [idempotent.RunAsync(stop.Token), plain.RunAsync(stop.Token), reader.RunAsync(stop.Token), transactional.RunAsync(stop.Token), committed.RunAsync(stop.Token)];

        await Eventually.True("the group reads and commits", () => reader.Commits > 0, ct: TestContext.Current.CancellationToken);

        using var wire = new WireReader(broker.BootstrapServers);
        await KillAsync(broker, wire, ledger, kills, random);

        await stop.CancelAsync();
        await Task.WhenAll(clients).WaitAsync(StartPatience, TimeProvider.System, TestContext.Current.CancellationToken);
        Assert.Empty(ledger.Failures);
        TestContext.Current.TestOutputHelper!.WriteLine($"{ledger.Records.Count} records and {reader.Commits} commits acknowledged, {transactional.Outcomes.Count} transactions");
        Assert.True(reader.Commits > kills / 4, $"only {reader.Commits} commits: the group hardly ever read");
        var stored = ReadEverything(wire);
        CheckIdempotent(stored, idempotent, ledger);
        CheckPlain(stored, ledger);
        TransactionChecks.CheckLive(committed, transactional);
        TransactionChecks.CheckWhole(Enumerable.Range(0, Partitions).Select(partition => wire.ReadAll(new(Transactional, partition), IsolationLevel.ReadCommitted)), transactional);
        await broker.StopAsync();
        foreach (var (partition, records) in stored)
            Assert.Equal(records, LogFiles.Read(Path.Combine(broker.LogDirectory, $"{partition.Topic}-{partition.Partition.Value}")));
    }

    private static async Task KillAsync(BrokerUnderFire broker, WireReader wire, Ledger ledger, int kills, Random random)
    {
        for (var done = 0; done < kills; done++)
        {
            await ledger.NextAsync(random.Next(1, 500), StartPatience);
            var (ends, commits) = (ledger.Ends(), ledger.Commits());
            await broker.KillAsync();

            // Now and then it is killed again before it is ready, while it recovers.
            while (!await broker.StartAsync(random.Next(4) == 0 ? ImpatientStart[0] + (random.NextDouble() * ImpatientStart[1]) : StartPatience))
                done++;

            CheckNotLess("ends at", ends, await wire.EndsAsync(ends.Keys));
            CheckNotLess("is committed at", commits, await wire.CommittedAsync(commits.Keys));
        }
    }

    private static void CheckNotLess(string what, Dictionary<TopicPartition, long> acknowledged, Dictionary<TopicPartition, long> found)
    {
        foreach (var (partition, offset) in acknowledged)
            Assert.True(found[partition] >= offset, $"{partition} {what} {found[partition]}, {offset} was acknowledged");
    }

    private static Dictionary<TopicPartition, List<StoredRecord>> ReadEverything(WireReader wire) =>
        (from topic in Topics
         from partition in Enumerable.Range(0, Partitions)
         select new TopicPartition(topic, partition)).ToDictionary(partition => partition, partition => wire.ReadAll(partition, IsolationLevel.ReadUncommitted));

    // Written 0, 1, 2, …: exactly that must be there, so the n-th record has offset n.
    private static void CheckIdempotent(Dictionary<TopicPartition, List<StoredRecord>> stored, RecordWriter writer, Ledger ledger)
    {
        for (var partition = 0; partition < Partitions; partition++)
            Assert.Equal(
                Enumerable.Range(0, writer.Written[partition]).Select(i => new StoredRecord(i, i.ToString(CultureInfo.InvariantCulture))),
                stored[new TopicPartition(Idempotent, partition)]);

        Assert.All(
            ledger.Records.Where(record => record.Place.Topic == Idempotent),
            record => Assert.Equal(record.Value, record.Place.Offset.Value.ToString(CultureInfo.InvariantCulture)));
    }

    // At least once: what was acknowledged lies where the acknowledgement said; a retry may have put it there twice.
    private static void CheckPlain(Dictionary<TopicPartition, List<StoredRecord>> stored, Ledger ledger) => Assert.All(
        ledger.Records.Where(record => record.Place.Topic == Plain),
        record => Assert.Equal(new(record.Place.Offset.Value, record.Value), stored[record.Place.TopicPartition][(int)record.Place.Offset.Value]));

    private static async Task CreateTopicsAsync(string servers)
    {
        using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = servers }).Build();
        await admin.CreateTopicsAsync(Topics.Select(topic => new TopicSpecification
        {
            Name = topic,
            NumPartitions = Partitions,
            Configs = new() { ["segment.bytes"] = "1048576" }, // small, so that kills hit the beginning of new ones too
        }));
    }
}
