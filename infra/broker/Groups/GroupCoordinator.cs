using System.Collections.Concurrent;
using System.Text;
using Microsoft.Extensions.Logging;
using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages;
using MsaSample.Broker.Topics;

namespace MsaSample.Broker.Groups;

/// <summary>All groups of the broker. At start it reads what they have committed; members join again by themselves.</summary>
internal sealed class GroupCoordinator : IDisposable
{
    // A member id is this name, a dash and a UUID, and must fit the protocol's strings.
    private const int MaxMemberName = short.MaxValue - 37;

    private readonly ConcurrentDictionary<string, Group> _groups = new(StringComparer.Ordinal);
    private readonly GroupEnvironment _env;
    private readonly ITimer _upkeep;

    public GroupCoordinator(OffsetsTopic store, TopicCatalog catalog, GroupOptions options, TimeProvider clock, ILogger<GroupCoordinator> logger)
    {
        _env = new GroupEnvironment(store, catalog, options, clock, logger);
        store.Replay(Restore);
        if (!_groups.IsEmpty)
            logger.GroupsLoaded(_groups.Count);

        catalog.Deleted += OnTopicDeleted;
        _upkeep = clock.CreateGuardedTimer(logger, Expire, options.OffsetsRetentionCheck, options.OffsetsRetentionCheck);
    }

    public ICollection<Group> Groups => _groups.Values;

    /// <summary>Null when nobody has joined or committed under this id.</summary>
    public Group? Find(string groupId) => _groups.GetValueOrDefault(groupId);

    /// <summary>Makes sure that groups can be served; called when a client looks for the coordinator.</summary>
    public ErrorCode Ready() => _env.Store.Ensure();

    public Task<JoinGroupResponse> Join(JoinGroupRequest request, RequestContext context)
    {
        if (request.GroupId.Length == 0)
            return Refused(ErrorCode.InvalidGroupId, request);

        var session = TimeSpan.FromMilliseconds(request.SessionTimeoutMs);
        if (session < _env.Options.MinSessionTimeout || session > _env.Options.MaxSessionTimeout)
            return Refused(ErrorCode.InvalidSessionTimeout, request);

        if (Encoding.UTF8.GetByteCount(request.InstanceId ?? context.ClientId ?? "") > MaxMemberName)
            return Refused(ErrorCode.InvalidRequest, request);

        var group = request.MemberId.Length == 0 ? FindOrCreate(request.GroupId) : Find(request.GroupId);
        return group?.Classic?.Join(request, context) ?? Refused(ErrorCode.UnknownMemberId, request);
    }

    public OffsetCommitResponse Commit(OffsetCommitRequest request, RequestContext context)
    {
        var group = request.GenerationId < 0 ? FindOrCreate(request.GroupId) : Find(request.GroupId);
        return group?.Commit(request, context.ApiVersion) ?? OffsetCommitResponse.Failed(request, ErrorCode.IllegalGeneration);
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
        _env.Catalog.Deleted -= OnTopicDeleted;
        _upkeep.Dispose();
    }

    private static Task<JoinGroupResponse> Refused(ErrorCode error, JoinGroupRequest request) =>
        Task.FromResult(JoinGroupResponse.Failed(error, request.MemberId));

    private Group FindOrCreate(string groupId) => _groups.GetOrAdd(groupId, static (id, env) => new Group(id, env), _env);

    private void Restore(byte[] key, byte[]? value)
    {
        try
        {
            if (OffsetRecords.ReadKey(key) is not { } record)
                return;

            if (record.Partition is { } partition)
                FindOrCreate(record.GroupId).Restore(partition, value is null ? null : OffsetRecords.ReadOffset(value));
            else if (value is not null)
                FindOrCreate(record.GroupId).Classic!.Restore(OffsetRecords.ReadGroup(value));
            else
                _groups.TryRemove(record.GroupId, out _);
        }
        catch (KafkaProtocolException e)
        {
            _env.Logger.RecordSkipped(e.Message);
        }
    }

    private void OnTopicDeleted(Topic topic)
    {
        foreach (var group in _groups.Values)
            group.ForgetTopic(topic.Name);
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
