using System.Text;
using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages.Groups;
using MsaSample.Broker.Topics;

namespace MsaSample.Broker.Groups.Offsets;

/// <summary>
/// The offsets of a group: OffsetCommit, OffsetFetch and OffsetDelete, and their retention. Each call takes the group's lock.
/// </summary>
internal sealed class GroupOffsets(Group group, GroupEnvironment env)
{
    private readonly CommittedOffsets _committed = new(group.Id, env.Store, env.GroupsWithPending);

    /// <summary>Whether there are neither committed nor pending offsets.</summary>
    public bool IsEmpty
    {
        get
        {
            lock (group.Lock)
                return _committed.IsEmpty;
        }
    }

    private IOffsetRules Rules => group.Protocol.OffsetRules;

    private long Now => env.Clock.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Commits offsets of a member or, while the group has no members, of anybody.</summary>
    /// <param name="request">The offsets, and who commits them.</param>
    /// <param name="version">Version of OffsetCommit.</param>
    /// <param name="producer">Id and epoch of the producer whose transaction the offsets belong to; null without a transaction.</param>
    public OffsetCommitResponse Commit(OffsetCommitRequest request, short version, (long Id, short Epoch)? producer = null)
    {
        lock (group.Lock)
        {
            var committer = new Committer(
                request.MemberId, request.InstanceId, request.GenerationId, InTransaction: producer is not null, version);
            var partitions = request.Topics.SelectMany(static topic =>
                topic.Partitions.Select(partition => new TopicPartition(topic.Name, partition.Index)));
            var refused = CheckCommit(committer, partitions);
            if (refused != ErrorCode.None)
                return OffsetCommitResponse.Failed(request, refused);

            var accepted = new Dictionary<TopicPartition, CommittedOffset>();
            var now = Now;
            var results = request.Topics.Select(topic => new OffsetCommitTopicResult(topic.Name, [.. topic.Partitions.Select(partition =>
            {
                var key = new TopicPartition(topic.Name, partition.Index);
                var error = CheckOffset(key, partition.Metadata);
                if (error == ErrorCode.None)
                    accepted[key] = new CommittedOffset(partition.Offset, partition.LeaderEpoch, partition.Metadata ?? "", now);

                return new OffsetCommitPartitionResult(partition.Index, error);
            })])).ToArray();

            var stored = _committed.Commit(accepted, producer);
            return stored == ErrorCode.None ? new OffsetCommitResponse(results) : OffsetCommitResponse.Failed(request, stored);
        }
    }

    /// <summary>Looks up the offsets that are asked for: -1 where nothing is committed.</summary>
    /// <param name="asked">Partitions of the group, or all that have an offset; and which member asks.</param>
    /// <param name="requireStable">
    /// Whether an offset that an open transaction may change is answered with an error (KIP-447), so that its records are not read twice.
    /// </param>
    public OffsetFetchGroupResult Fetch(OffsetFetchGroup asked, bool requireStable)
    {
        lock (group.Lock)
        {
            var error = Rules.CheckFetch(asked.MemberId, asked.MemberEpoch);
            if (error != ErrorCode.None)
                return new OffsetFetchGroupResult(asked.GroupId, [], error);

            var topics = asked.Topics ?? [.. _committed.Partitions
                .GroupBy(static partition => partition.Topic, static partition => partition.Partition)
                .Select(static topic => new OffsetFetchTopic(topic.Key, [.. topic]))];
            return new OffsetFetchGroupResult(asked.GroupId, [.. topics.Select(topic => new OffsetFetchTopicResult(
                topic.Name, [.. topic.Partitions.Select(index => Fetch(new TopicPartition(topic.Name, index), requireStable))]))]);
        }
    }

    /// <summary>The committed offset of a partition; null when there is none.</summary>
    public CommittedOffset? Find(TopicPartition partition)
    {
        lock (group.Lock)
            return _committed.Find(partition);
    }

    /// <summary>The error of deleting any offset of this group.</summary>
    public ErrorCode CheckDelete()
    {
        lock (group.Lock)
            return group.IsDead ? ErrorCode.GroupIdNotFound : Rules.CheckDelete();
    }

    /// <summary>Removes the offset of a partition, unless a member reads its topic.</summary>
    public ErrorCode Delete(TopicPartition partition)
    {
        lock (group.Lock)
            return Rules.IsSubscribed(partition.Topic) ? ErrorCode.GroupSubscribedToTopic : _committed.Delete([partition]);
    }

    /// <summary>Removes the offsets of a topic that was deleted.</summary>
    public void DeleteTopic(string topic)
    {
        lock (group.Lock)
            _committed.Delete(_committed.AllPartitions.Where(partition => partition.Topic == topic));
    }

    /// <summary>Removes all offsets.</summary>
    public ErrorCode DeleteAll()
    {
        lock (group.Lock)
            return _committed.Delete(_committed.AllPartitions);
    }

    /// <summary>Removes the offsets whose retention is over.</summary>
    public ErrorCode Expire()
    {
        lock (group.Lock)
            return _committed.Expire(Rules, Now - (long)env.Options.OffsetsRetention.TotalMilliseconds);
    }

    /// <summary>Takes over an offset that was read from the offsets topic; see <see cref="CommittedOffsets.Restore"/>.</summary>
    public void Restore(TopicPartition partition, CommittedOffset? offset, long producerId)
    {
        lock (group.Lock)
            _committed.Restore(partition, offset, producerId);
    }

    /// <summary>Ends the transaction of a producer: its pending offsets become committed, or are dropped.</summary>
    public void EndTransaction(long producerId, bool commit)
    {
        lock (group.Lock)
            _committed.EndTransaction(producerId, commit);
    }

    private ErrorCode CheckCommit(Committer committer, IEnumerable<TopicPartition> partitions)
    {
        if (group.IsDead)
            return ErrorCode.CoordinatorNotAvailable;

        var error = Rules.CheckCommit(committer);
        return error != ErrorCode.None
            ? error
            : partitions.Select(partition => Rules.CheckCommit(committer, partition)).FirstOrDefault(static e => e != ErrorCode.None);
    }

    private ErrorCode CheckOffset(TopicPartition partition, string? metadata)
    {
        if (env.Catalog.FindPartition(partition.Topic, partition.Partition) is null)
            return ErrorCode.UnknownTopicOrPartition;

        return metadata is not null && Encoding.UTF8.GetByteCount(metadata) > env.Options.MaxMetadataBytes
            ? ErrorCode.OffsetMetadataTooLarge
            : ErrorCode.None;
    }

    private OffsetFetchPartitionResult Fetch(TopicPartition partition, bool requireStable)
    {
        if (requireStable && _committed.IsUnstable(partition))
            return OffsetFetchPartitionResult.None(partition.Partition, ErrorCode.UnstableOffsetCommit);

        return _committed.Find(partition) is { } committed
            ? new OffsetFetchPartitionResult(partition.Partition, committed.Offset, committed.LeaderEpoch, committed.Metadata)
            : OffsetFetchPartitionResult.None(partition.Partition);
    }
}
