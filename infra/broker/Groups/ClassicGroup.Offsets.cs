using System.Text;
using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages;

namespace MsaSample.Broker.Groups;

/// <summary>Committed offsets. A commit is answered when the offsets topic has it.</summary>
internal sealed partial class ClassicGroup
{
    private readonly Dictionary<TopicPartition, CommittedOffset> _offsets = [];

    /// <summary>Commits of a member, or, with generation -1 and no member id, of somebody outside while the group has no members.</summary>
    /// <param name="request">The request.</param>
    /// <param name="exists">Tells whether a partition exists.</param>
    public OffsetCommitResponse Commit(OffsetCommitRequest request, Func<TopicPartition, bool> exists)
    {
        lock (_lock)
        {
            var refused = CheckCommit(request);
            if (refused != ErrorCode.None)
                return OffsetCommitResponse.Failed(request, refused);

            if (_members.TryGetValue(request.MemberId, out var member))
                Touch(member);

            var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
            var accepted = new Dictionary<TopicPartition, CommittedOffset>();
            var results = request.Topics.Select(topic => topic.Partitions.Select(partition =>
            {
                var key = new TopicPartition(topic.Name, partition.Index);
                var error = CheckOffset(key, partition, exists);
                if (error == ErrorCode.None)
                    accepted[key] = new CommittedOffset(partition.Offset, partition.LeaderEpoch, partition.Metadata ?? "", now);

                return new OffsetCommitPartitionResult(partition.Index, error);
            }).ToArray()).ToArray();

            var saved = store.Append(groupId, accepted.Select(offset =>
                (OffsetRecords.OffsetKey(groupId, offset.Key), (byte[]?)OffsetRecords.OffsetValue(offset.Value))));
            if (saved != ErrorCode.None)
                return OffsetCommitResponse.Failed(request, saved);

            foreach (var (key, offset) in accepted)
                _offsets[key] = offset;

            return new OffsetCommitResponse([.. request.Topics.Zip(results, static (topic, result) => new OffsetCommitTopicResult(topic.Name, result))]);
        }
    }

    /// <summary>The offset of a partition; null when there is none.</summary>
    public CommittedOffset? FindOffset(TopicPartition partition)
    {
        lock (_lock)
            return _offsets.TryGetValue(partition, out var offset) ? offset : null;
    }

    public IReadOnlyList<TopicPartition> CommittedPartitions()
    {
        lock (_lock)
            return [.. _offsets.Keys];
    }

    /// <summary>Takes over an offset read from the offsets topic; null forgets it.</summary>
    public void Restore(TopicPartition partition, CommittedOffset? offset)
    {
        lock (_lock)
        {
            if (offset is { } known)
                _offsets[partition] = known;
            else
                _offsets.Remove(partition);
        }
    }

    /// <summary>Removes the offset of a partition (OffsetDelete); topics that members read keep theirs.</summary>
    public ErrorCode DeleteOffset(TopicPartition partition)
    {
        lock (_lock)
            return IsSubscribed(partition.Topic) ? ErrorCode.GroupSubscribedToTopic : Forget([partition]);
    }

    /// <summary>What stands against deleting offsets of this group at all.</summary>
    public ErrorCode CheckOffsetDelete()
    {
        lock (_lock)
        {
            if (State == GroupState.Dead)
                return ErrorCode.GroupIdNotFound;

            return _members.Count == 0 || _protocolType == ConsumerSubscription.ProtocolType ? ErrorCode.None : ErrorCode.NonEmptyGroup;
        }
    }

    /// <summary>Forgets the offsets of a topic that is no more.</summary>
    public void ForgetTopic(string topic)
    {
        lock (_lock)
            Forget([.. _offsets.Keys.Where(partition => partition.Topic == topic)]);
    }

    /// <summary>Removes the group and all it has committed, if it has no members.</summary>
    public ErrorCode Delete()
    {
        lock (_lock)
        {
            if (State == GroupState.Dead)
                return ErrorCode.GroupIdNotFound;

            if (_members.Count > 0 || State != GroupState.Empty)
                return ErrorCode.NonEmptyGroup;

            return Forget([.. _offsets.Keys]) is var error && error != ErrorCode.None ? error : Bury();
        }
    }

    /// <summary>Drops offsets that are too old, in a group without members; true when the group has become pointless and is gone.</summary>
    public bool Expire()
    {
        lock (_lock)
        {
            if (State != GroupState.Empty || _pendingMembers.Count > 0)
                return false;

            var oldest = (clock.GetUtcNow() - options.OffsetsRetention).ToUnixTimeMilliseconds();
            Forget([.. _offsets.Where(offset => Math.Max(offset.Value.CommittedAtMs, _protocolType.Length == 0 ? 0 : _stateSinceMs) < oldest)
                .Select(static offset => offset.Key)]);
            return _offsets.Count == 0 && _stateSinceMs < oldest && Bury() == ErrorCode.None;
        }
    }

    private ErrorCode CheckCommit(OffsetCommitRequest request)
    {
        if (State == GroupState.Dead)
            return ErrorCode.CoordinatorNotAvailable;

        var outside = request.GenerationId < 0 && request.MemberId.Length == 0 && request.InstanceId is null;
        if (request.GenerationId < 0 && State == GroupState.Empty)
            return ErrorCode.None;

        if (outside)
            return ErrorCode.UnknownMemberId;

        var error = CheckMember(request.MemberId, request.InstanceId);
        if (error != ErrorCode.None)
            return error;

        if (request.GenerationId != _generation)
            return ErrorCode.IllegalGeneration;

        return State == GroupState.CompletingRebalance ? ErrorCode.RebalanceInProgress : ErrorCode.None;
    }

    private ErrorCode CheckOffset(TopicPartition key, OffsetCommitPartition partition, Func<TopicPartition, bool> exists)
    {
        if (!exists(key))
            return ErrorCode.UnknownTopicOrPartition;

        return partition.Metadata is { } metadata && Encoding.UTF8.GetByteCount(metadata) > options.MaxMetadataBytes
            ? ErrorCode.OffsetMetadataTooLarge
            : ErrorCode.None;
    }

    private bool IsSubscribed(string topic) =>
        _protocolType == ConsumerSubscription.ProtocolType
        && _members.Values.Any(member => ConsumerSubscription.Topics(member.MetadataFor(_protocol)).Contains(topic));

    private ErrorCode Forget(IReadOnlyCollection<TopicPartition> partitions)
    {
        var known = partitions.Where(_offsets.ContainsKey).ToArray();
        var error = store.Append(groupId, known.Select(partition => (OffsetRecords.OffsetKey(groupId, partition), (byte[]?)null)));
        if (error != ErrorCode.None)
            return error;

        foreach (var partition in known)
            _offsets.Remove(partition);

        return ErrorCode.None;
    }

    private ErrorCode Bury()
    {
        var error = store.Append(groupId, [(OffsetRecords.GroupKey(groupId), null)]);
        if (error != ErrorCode.None)
            return error;

        foreach (var timer in _pendingMembers.Values)
            timer.Dispose();

        _pendingMembers.Clear();
        MoveTo(GroupState.Dead);
        return ErrorCode.None;
    }
}
