using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using MsaSample.Broker.Groups;
using MsaSample.Broker.Groups.ClassicProtocol;
using MsaSample.Broker.Groups.Offsets;
using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages.Groups;
using MsaSample.Broker.Storage;
using MsaSample.Broker.Topics;
using MsaSample.Testing;

namespace MsaSample.Broker.Tests.Groups;

/// <summary>A coordinator with real logs and a clock that the test moves, and helpers for what members do in group "g".</summary>
internal sealed class GroupTesting : IAsyncDisposable
{
    public const string Group = "g";

    private readonly TempDirectory _data = new("groups");
    private readonly GroupOptions _options;
    private LogDirectory _directory;

    public GroupTesting(GroupOptions? options = null)
    {
        _options = options ?? new GroupOptions();
        (_directory, Catalog, Coordinator) = Start();
        Catalog.Create("orders", 4, TopicConfigs.None);
    }

    public CountingClock Clock { get; } = new();

    public TopicCatalog Catalog { get; private set; }

    public GroupCoordinator Coordinator { get; private set; }

    public ClassicGroup Classic => Coordinator.Find(Group)!.Classic!;

    /// <summary>The response of ConsumerGroupDescribe.</summary>
    public DescribedConsumerGroup Described => Coordinator.Find(Group)!.Consumer!.Describe();

    public ClassicGroupState State => Classic.State;

    /// <summary>How many records were written to the offsets topic so far.</summary>
    public long Written => Catalog.Find(Topic.ConsumerOffsets)?.Partitions.Sum(static partition => partition.Log.EndOffset) ?? 0;

    /// <summary>Stops the coordinator in an orderly way and starts another one on the same files.</summary>
    public async Task RestartAsync()
    {
        Coordinator.Dispose();
        await _directory.DisposeAsync();
        (_directory, Catalog, Coordinator) = Start();
    }

    public Task<JoinGroupResponse> Join(
        string memberId = "", string? instance = null, short version = 3, string protocols = "range", string metadata = "",
        int session = 10_000, int rebalance = 60_000)
    {
        var request = new JoinGroupRequest(
            Group, session, rebalance, memberId, instance, "consumer",
            [.. protocols.Split(',').Select(name => new JoinGroupProtocol(name, Encoding.UTF8.GetBytes(metadata)))], Reason: null);
        return Coordinator.Join(request, Context(version));
    }

    public Task<SyncGroupResponse> Sync(JoinGroupResponse joined, params (string MemberId, string Assignment)[] assignments) =>
        Classic.Sync(new SyncGroupRequest(
            Group, joined.GenerationId, joined.MemberId, InstanceId: null, joined.ProtocolType, joined.ProtocolName,
            [.. assignments.Select(a => new SyncGroupAssignment(a.MemberId, Encoding.UTF8.GetBytes(a.Assignment)))]));

    public ErrorCode Heartbeat(JoinGroupResponse joined, string? instance = null) =>
        Classic.Heartbeat(new HeartbeatRequest(Group, joined.GenerationId, joined.MemberId, instance));

    public ErrorCode Leave(string memberId, string? instance = null) =>
        Classic.Leave([new LeavingMember(memberId, instance, Reason: null)])[0].Error;

    /// <summary>Commits an offset of partition 0; without a member as a client outside the group.</summary>
    public ErrorCode Commit(long offset, JoinGroupResponse? member = null, string topic = "orders", string metadata = "")
    {
        var request = new OffsetCommitRequest(
            Group, member?.GenerationId ?? -1, member?.MemberId ?? "", InstanceId: null,
            [new OffsetCommitTopic(topic, [new OffsetCommitPartition(0, offset, LeaderEpoch: 3, metadata)])]);
        return Coordinator.Commit(request, Context(version: 8)).Topics[0].Partitions[0].Error;
    }

    public CommittedOffset? Committed(string topic = "orders") => Coordinator.Find(Group)?.Offsets.Find(new TopicPartition(topic, 0));

    /// <summary>A stable group of one member, which leads it.</summary>
    public async Task<JoinGroupResponse> StableWithOne(string? instance = null, string metadata = "", int session = 10_000)
    {
        var leader = await Join(instance: instance, metadata: metadata, session: session);
        await Sync(leader, (leader.MemberId, "all"));
        Assert.Equal(ClassicGroupState.Stable, State);
        return leader;
    }

    /// <summary>A stable group of two members.</summary>
    public async Task<(JoinGroupResponse Leader, JoinGroupResponse Other)> StableWithTwo(string? otherInstance = null)
    {
        var first = await StableWithOne();
        var joining = Join(instance: otherInstance);
        var leader = await Join(first.MemberId);
        var other = await joining;
        var waiting = Sync(other);
        await Sync(leader, (leader.MemberId, "left"), (other.MemberId, "right"));
        Assert.Equal("right", Encoding.UTF8.GetString((await waiting).Assignment));
        return (leader, other);
    }

    public static RequestContext Context(short version) => new(version, "client", "/127.0.0.1");

    public async ValueTask DisposeAsync()
    {
        Coordinator.Dispose();
        await _directory.DisposeAsync();
        _data.Dispose();
    }

    private (LogDirectory Directory, TopicCatalog Catalog, GroupCoordinator Coordinator) Start()
    {
        // Moving the clock by days must not flush the logs thousands of times.
        var storage = new StorageOptions { CheckpointInterval = TimeSpan.FromDays(30) };
        var directory = LogDirectory.Open(_data, storage, Clock, NullLogger.Instance);
        var catalog = new TopicCatalog(directory, new TopicDefaults(), NullLogger<TopicCatalog>.Instance);
        var store = new OffsetsTopic(catalog, _options, Clock, NullLogger<OffsetsTopic>.Instance);
        return (directory, catalog, new GroupCoordinator(store, catalog, _options, Clock, NullLogger<GroupCoordinator>.Instance));
    }
}
