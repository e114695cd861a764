using System.Collections.Concurrent;
using System.Text;
using Microsoft.Extensions.Logging;
using MsaSample.Broker.Groups.ConsumerProtocol;
using MsaSample.Broker.Groups.Offsets;
using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages.Groups;
using MsaSample.Broker.Storage;
using MsaSample.Broker.Timers;
using MsaSample.Broker.Topics;

namespace MsaSample.Broker.Groups;

/// <summary>
/// All groups of the broker. At the start it restores their offsets and members, so that clients continue where they were. It does not know
/// the transaction coordinator, which calls it.
/// </summary>
internal sealed class GroupCoordinator : IDisposable
{
    // A generated member id is this name, a dash and a UUID, and must fit the protocol's strings.
    private const int MaxMemberNameBytes = short.MaxValue - 37;

    private readonly ConcurrentDictionary<string, Group> _groups = new(StringComparer.Ordinal);
    private readonly GroupEnvironment _env;
    private readonly ITimer _expiration;
    private volatile bool _stopping;

    public GroupCoordinator(
        OffsetsTopic store, TopicCatalog catalog, GroupOptions options, TimeProvider clock, ILogger<GroupCoordinator> logger)
    {
        _env = new GroupEnvironment(store, new GroupsWithPendingOffsets(), catalog, options, clock, logger);
        foreach (var group in GroupReplay.Read(store, _env))
            _groups[group.Id] = group;

        if (!_groups.IsEmpty)
            logger.GroupsLoaded(_groups.Count);

        catalog.Deleted += OnTopicDeleted;
        _expiration = clock.CreateGuardedTimer(logger, Expire, options.OffsetsRetentionCheck, options.OffsetsRetentionCheck);
    }

    public ICollection<Group> Groups => _groups.Values;

    /// <summary>Null when no client has joined or committed under this id.</summary>
    public Group? Find(string groupId) => _groups.GetValueOrDefault(groupId);

    /// <summary>Makes sure that the offsets topic exists; called when a client looks for the coordinator.</summary>
    public ErrorCode EnsureTopic() => _env.Store.Ensure();

    public Task<JoinGroupResponse> Join(JoinGroupRequest request, RequestContext context)
    {
        if (request.GroupId.Length == 0)
            return Refused(ErrorCode.InvalidGroupId, request);

        var session = TimeSpan.FromMilliseconds(request.SessionTimeoutMs);
        if (session < _env.Options.MinSessionTimeout || session > _env.Options.MaxSessionTimeout)
            return Refused(ErrorCode.InvalidSessionTimeout, request);

        if (Encoding.UTF8.GetByteCount(request.InstanceId ?? context.ClientId ?? "") > MaxMemberNameBytes)
            return Refused(ErrorCode.InvalidRequest, request);

        var group = request.MemberId.Length == 0 ? FindOrCreate(request.GroupId) : Find(request.GroupId);
        if (group is null)
            return Refused(ErrorCode.UnknownMemberId, request);

        return group.AsClassic()?.Join(request, context) ?? Refused(ErrorCode.InconsistentGroupProtocol, request);
    }

    public ConsumerGroupHeartbeatResponse Heartbeat(ConsumerGroupHeartbeatRequest request, RequestContext context)
    {
        if (HeartbeatCheck.Refuse(request, context.ApiVersion) is { } refusal)
            return refusal;

        if (request.MemberId.Length == 0)
            request = request with { MemberId = KafkaId.Format(Guid.NewGuid()) };

        var joins = request.MemberEpoch == ConsumerGroupHeartbeatRequest.JoinEpoch;
        var group = joins ? FindOrCreate(request.GroupId) : Find(request.GroupId);
        var members = joins ? group?.AsConsumer() : group?.Consumer;
        return members?.Heartbeat(request, context) ?? ConsumerGroupHeartbeatResponse.Failed(
            ErrorCode.GroupIdNotFound,
            group is null ? $"Group {request.GroupId} not found." : $"Group {request.GroupId} is not a consumer group.");
    }

    public OffsetCommitResponse Commit(OffsetCommitRequest request, RequestContext context)
    {
        var group = request.GenerationId < 0 ? FindOrCreate(request.GroupId) : Find(request.GroupId);
        return group?.Offsets.Commit(request, context.ApiVersion) ?? OffsetCommitResponse.Failed(
            request,
            context.ApiVersion >= ConsumerOffsetRules.FirstCommitVersion ? ErrorCode.GroupIdNotFound : ErrorCode.IllegalGeneration);
    }

    /// <summary>
    /// Stores offsets that become committed with the transaction of a producer. The caller makes sure that the transaction is open.
    /// </summary>
    public OffsetCommitResponse CommitInTransaction(OffsetCommitRequest request, (long Id, short Epoch) producer)
    {
        var group = request.GenerationId < 0 ? FindOrCreate(request.GroupId) : Find(request.GroupId);
        return group?.Offsets.Commit(request, short.MaxValue, producer)
            ?? OffsetCommitResponse.Failed(request, ErrorCode.IllegalGeneration);
    }

    /// <summary>The partition of the offsets topic that holds a group's records; null when the topic cannot be created.</summary>
    public TopicPartition? OffsetsPartition(string groupId) =>
        _env.Store.PartitionOf(groupId) is { } partition ? new TopicPartition(Topic.ConsumerOffsets, partition) : null;

    /// <summary>
    /// Ends a producer's transaction whose marker is in a partition of the offsets topic: its pending offsets become committed, or are
    /// dropped.
    /// </summary>
    public void EndTransaction(int partition, long producerId, bool commit)
    {
        foreach (var groupId in _env.GroupsWithPending.Take(partition, producerId))
            Find(groupId)?.Offsets.EndTransaction(producerId, commit);
    }

    /// <summary>Deletes a group that has no members.</summary>
    public ErrorCode Delete(string groupId)
    {
        if (Find(groupId) is not { } group)
            return ErrorCode.GroupIdNotFound;

        var error = group.Delete();
        if (error == ErrorCode.None)
            _groups.TryRemove(KeyValuePair.Create(groupId, group));

        return error;
    }

    public bool Exists(TopicPartition partition) => _env.Catalog.FindPartition(partition.Topic, partition.Partition) is not null;

    public void Dispose()
    {
        _stopping = true;
        _env.Catalog.Deleted -= OnTopicDeleted;
        _expiration.Dispose();
        foreach (var group in _groups.Values)
            group.Stop();
    }

    private static Task<JoinGroupResponse> Refused(ErrorCode error, JoinGroupRequest request) =>
        Task.FromResult(JoinGroupResponse.Failed(error, request.MemberId));

    private Group FindOrCreate(string groupId)
    {
        var group = _groups.GetOrAdd(groupId, static (id, env) => new Group(id, env), _env);
        if (_stopping)
            group.Stop(); // created too late to be stopped with the others

        return group;
    }

    private void OnTopicDeleted(Topic topic)
    {
        foreach (var group in _groups.Values)
            group.Offsets.DeleteTopic(topic.Name);
    }

    private void Expire()
    {
        foreach (var (id, group) in _groups)
        {
            if (group.Expire())
                _groups.TryRemove(KeyValuePair.Create(id, group));
        }
    }
}
