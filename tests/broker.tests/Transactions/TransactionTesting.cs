using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using MsaSample.Broker.Groups;
using MsaSample.Broker.Groups.Offsets;
using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages.Groups;
using MsaSample.Broker.Protocol.Messages.Transactions;
using MsaSample.Broker.Protocol.Records;
using MsaSample.Broker.Storage;
using MsaSample.Broker.Topics;
using MsaSample.Broker.Transactions;
using MsaSample.Testing;

namespace MsaSample.Broker.Tests.Transactions;

/// <summary>
/// A coordinator with real logs and a clock that the test moves, and helpers for what the producer of "id" does with orders-0.
/// </summary>
internal sealed class TransactionTesting : IAsyncDisposable
{
    public const string Id = "id";
    public const string Group = "g";

    public static readonly TopicPartition Orders = new("orders", 0);

    private readonly TempDirectory _data = new("transactions");
    private LogDirectory _directory = null!;
    private int _sequence;

    public TransactionTesting()
    {
        Start();
        Catalog.Create("orders", 1, TopicConfigs.None);
    }

    public FakeTimeProvider Clock { get; } = new(DateTimeOffset.FromUnixTimeMilliseconds(1_800_000_000_000));

    public TopicCatalog Catalog { get; private set; } = null!;

    public GroupCoordinator Groups { get; private set; } = null!;

    public TransactionCoordinator Coordinator { get; private set; } = null!;

    public PartitionLog Log => Catalog.FindPartition("orders", 0)!.Log;

    public string State => Coordinator.Describe(Id).State;

    public long? Committed => Groups.Find(Group)?.Offsets.Find(Orders)?.Offset;

    /// <summary>Stops the coordinators in an orderly way and starts others on the same files.</summary>
    public async Task RestartAsync()
    {
        await StopAsync();
        Start();
    }

    public InitProducerIdResponse Init(long producerId = -1, short epoch = -1, int timeoutMs = 60_000) =>
        Coordinator.InitProducerId(new InitProducerIdRequest(Id, timeoutMs, producerId, epoch));

    public ErrorCode Add(InitProducerIdResponse producer) => Coordinator.Add(Id, producer.ProducerId, producer.ProducerEpoch, [Orders]);

    public ErrorCode End(InitProducerIdResponse producer, bool commit = true) =>
        Coordinator.End(Id, producer.ProducerId, producer.ProducerEpoch, commit);

    /// <summary>Writes one record of the transaction, as Produce does.</summary>
    public ErrorCode Write(InitProducerIdResponse producer)
    {
        var batch = new RecordBatchBuilder { Producer = (producer.ProducerId, producer.ProducerEpoch, _sequence++) }
            .Add(Clock.GetUtcNow().ToUnixTimeMilliseconds(), null, Encoding.UTF8.GetBytes("value")).Build(transactional: true);
        return Coordinator.WriteWhileOpen(
            Id, producer.ProducerId, producer.ProducerEpoch, Orders,
            write: () => Log.Append(batch, AppendOrigin.VerifiedClient).Error, refuse: static error => error);
    }

    /// <summary>A producer with one record in an open transaction.</summary>
    public InitProducerIdResponse Begin(int timeoutMs = 60_000)
    {
        var producer = Init(timeoutMs: timeoutMs);
        _sequence = 0;
        Assert.Equal((ErrorCode.None, ErrorCode.None), (Add(producer), Write(producer)));
        return producer;
    }

    /// <summary>Adds an offset of orders-0 to the transaction.</summary>
    public ErrorCode Send(InitProducerIdResponse producer, long offset)
    {
        var error = Coordinator.AddOffsets(Id, producer.ProducerId, producer.ProducerEpoch, Group);
        if (error != ErrorCode.None)
            return error;

        return Groups.CommitInTransaction(CommitOf(offset), (producer.ProducerId, producer.ProducerEpoch)).Topics[0].Partitions[0].Error;
    }

    /// <summary>Commits an offset of orders-0 without a transaction.</summary>
    public void Commit(long offset) => Groups.Commit(CommitOf(offset), new RequestContext(8, "client", "/127.0.0.1"));

    /// <summary>Writes the decision to the transaction log and nothing after it, as if the broker crashed at that moment.</summary>
    public void Decide(InitProducerIdResponse producer, TransactionState decision)
    {
        var now = Clock.GetUtcNow().ToUnixTimeMilliseconds();
        var decided = new TransactionMetadata(producer.ProducerId, producer.ProducerEpoch, 60_000, decision, [Orders], now, now);
        var log = new StateTopic(Catalog, Clock, Topic.TransactionState, 1, NullLogger.Instance);
        log.Append(Id, [(TransactionRecords.Key(Id), TransactionRecords.Value(decided))]);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _data.Dispose();
    }

    private static OffsetCommitRequest CommitOf(long offset) => new(
        Group, GenerationId: -1, MemberId: "", InstanceId: null,
        [new OffsetCommitTopic("orders", [new OffsetCommitPartition(0, offset, -1, null)])]);

    private async Task StopAsync()
    {
        Coordinator.Dispose();
        Groups.Dispose();
        await _directory.DisposeAsync();
    }

    private void Start()
    {
        // Moving the clock by days must not flush the logs thousands of times.
        var storage = new StorageOptions { CheckpointInterval = TimeSpan.FromDays(30) };
        _directory = LogDirectory.Open(_data, storage, Clock, NullLogger.Instance);
        Catalog = new TopicCatalog(_directory, new TopicDefaults(), NullLogger<TopicCatalog>.Instance);
        var groups = new GroupOptions();
        var store = new OffsetsTopic(Catalog, groups, Clock, NullLogger<OffsetsTopic>.Instance);
        Groups = new GroupCoordinator(store, Catalog, groups, Clock, NullLogger<GroupCoordinator>.Instance);
        Coordinator = new TransactionCoordinator(
            Catalog, new TransactionMarkers(Catalog, Groups, Clock), Groups, new ProducerIds(_directory), new TransactionOptions(), Clock,
            NullLogger<TransactionCoordinator>.Instance);
    }
}
