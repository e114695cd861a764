using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace MsaSample.Broker.Tests.Crash;

/// <summary>All clients that work with the broker while it is killed, and the checks of what it has stored in the end.</summary>
internal sealed class Load
{
    private const string Idempotent = "idempotent";
    private const string Plain = "plain";
    private const string Transactional = "transactional";
    private const string Copy = "copy";
    private const int Partitions = 3;
    private static readonly string[] Topics = [Idempotent, Plain, Transactional, Copy];

    private readonly string _servers;
    private readonly RecordWriter _idempotent;
    private readonly RecordWriter _plain;
    private readonly TransactionalWriter[] _writers;
    private readonly CommittedReader _committed;
    private readonly GroupReader _group;
    private readonly Copier _copier;
    private (string Name, Task Work)[] _running = [];

    public Load(string servers, Random random)
    {
        _servers = servers;
        _idempotent = new(servers, Idempotent, Partitions, idempotent: true, Ledger);
        _plain = new(servers, Plain, Partitions, idempotent: false, Ledger);
        _group = new(servers, Idempotent, Ledger);
        _writers = [.. Enumerable.Range(0, 3).Select(
            number => new TransactionalWriter(servers, Transactional, Partitions, number, Ledger, new Random(random.Next())))];
        _copier = new(servers, Idempotent, Copy, Partitions, Ledger, new Random(random.Next()));
        _committed = new(servers, [.. PartitionsOf(Transactional), .. PartitionsOf(Copy)]);
    }

    public Ledger Ledger { get; } = new();

    /// <summary>Whether each client has done some work.</summary>
    public bool HasBegun => _group.Commits > 0 && _copier.Commits > 0 && _writers.All(writer => writer.Outcomes.Count > 1);

    private Dictionary<TransactionName, Outcome> Outcomes => _writers.SelectMany(writer => writer.Outcomes).ToDictionary();

    public async Task CreateTopicsAsync()
    {
        using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = _servers }).Build();
        await admin.CreateTopicsAsync(Topics.Select(topic => new TopicSpecification
        {
            Name = topic,
            NumPartitions = Partitions,
            Configs = new() { ["segment.bytes"] = "1048576" }, // small, so that kills hit the beginning of new ones too
        }));
    }

    /// <summary>Starts the clients. They work until they are told to stop, and end when none of their transactions is open.</summary>
    public void Start(CancellationToken stop) => _running =
    [
        (Idempotent, _idempotent.RunAsync(stop)), (Plain, _plain.RunAsync(stop)), (FastClients.Group, _group.RunAsync(stop)),
        (Copier.Group, _copier.RunAsync(stop)),
        ("committed", _committed.RunAsync(stop)), .. _writers.Select(writer => (Transactional, writer.RunAsync(stop))),
    ];

    /// <summary>Waits until the clients have ended.</summary>
    public async Task EndAsync(TimeSpan within)
    {
        try
        {
            await Task.WhenAll(_running.Select(client => client.Work)).WaitAsync(
                within, TimeProvider.System, TestContext.Current.CancellationToken);
        }
        catch (TimeoutException)
        {
            Assert.Fail(
                "Not ended: " + string.Join(", ", _running.Where(client => !client.Work.IsCompleted).Select(client => client.Name)));
        }
    }

    /// <summary>Checks that the clients did enough work for the test to be meaningful.</summary>
    public void CheckWork(int kills)
    {
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"Acknowledged: {Ledger.Records.Count} records, {_group.Commits} commits. Transactions: {Outcomes.Count}, "
                + $"{Outcomes.Values.Count(o => o == Outcome.Unknown)} of them with unknown outcome. Copies: {_copier.Commits}.");
        Assert.Empty(Ledger.Failures);
        Assert.True(_group.Commits > kills / 4, $"only {_group.Commits} commits: the group hardly ever read");
        Assert.True(Outcomes.Values.Count(o => o == Outcome.Committed) > kills, $"only {Outcomes.Count} transactions");
        Assert.True(_copier.Commits > kills / 20, $"only {_copier.Commits} copies");
    }

    /// <summary>Checks that the broker has stored what it acknowledged.</summary>
    /// <returns>All stored records.</returns>
    public async Task<Dictionary<TopicPartition, List<StoredRecord>>> CheckStoredAsync(WireReader wire)
    {
        var stored = ReadAll(wire, Topics, IsolationLevel.ReadUncommitted);
        var committed = ReadAll(wire, [Transactional, Copy], IsolationLevel.ReadCommitted);
        RecordChecks.CheckAcknowledged(stored, Ledger.Records);
        foreach (var partition in PartitionsOf(Idempotent))
            RecordChecks.CheckOnce(stored[partition], _idempotent.Written[partition.Partition.Value]);

        TransactionChecks.CheckLive(_committed.Seen.Where(seen => seen.Partition.Topic == Transactional), Outcomes);
        TransactionChecks.CheckWhole(
            PartitionsOf(Transactional).Select(partition => committed[partition]), Outcomes, _writers[0].RecordsEach);
        var copied = await wire.CommittedAsync(PartitionsOf(Idempotent), Copier.Group);
        foreach (var partition in PartitionsOf(Copy))
        {
            TransactionChecks.CheckLiveCopy(_committed.Seen.Where(seen => seen.Partition == partition).Select(seen => seen.Record));
            TransactionChecks.CheckCopy(committed[partition], copied[new(Idempotent, partition.Partition)]);
        }

        return stored;
    }

    /// <summary>Checks that the files hold the records that were read, and one marker for each transaction.</summary>
    public void CheckFiles(string logDirectory, Dictionary<TopicPartition, List<StoredRecord>> stored, int kills)
    {
        var uncertain = Outcomes.Values.Count(outcome => outcome != Outcome.Committed);
        foreach (var (partition, read) in stored)
        {
            var (records, batches) = LogFiles.Read(Path.Combine(logDirectory, $"{partition.Topic}-{partition.Partition.Value}"));
            Assert.Equal(read, records);
            if (partition.Topic == Transactional)
                MarkerChecks.Check(batches, surplus: uncertain + kills);
        }
    }

    // In parallel, because a consumer mostly waits.
    private static Dictionary<TopicPartition, List<StoredRecord>> ReadAll(
        WireReader wire, IEnumerable<string> topics, IsolationLevel isolation)
    {
        var partitions = topics.SelectMany(PartitionsOf).ToList();
        return partitions.AsParallel()
            .WithDegreeOfParallelism(partitions.Count)
            .Select(partition => (partition, wire.ReadAll(partition, isolation)))
            .ToDictionary();
    }

    private static IEnumerable<TopicPartition> PartitionsOf(string topic) =>
        Enumerable.Range(0, Partitions).Select(partition => new TopicPartition(topic, partition));
}
