using System.Text;
using MsaSample.Broker.Groups.ConsumerProtocol;
using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages;

namespace MsaSample.Broker.Groups;

/// <summary>
/// Everything under one group id: what was committed, and the members, who speak one protocol at a time. Everything happens under
/// one lock per group; requests that must wait get their answer from the change that they wait for.
/// </summary>
internal sealed class Group
{
    private readonly GroupEnvironment _env;

    public Group(string id, GroupEnvironment env)
    {
        (Id, _env) = (id, env);
        Offsets = new GroupOffsets(id, env.Store);
        Protocol = new ClassicGroup(this, env);
    }

    public string Id { get; }

    public Lock Lock { get; } = new();

    /// <summary>Read and changed under <see cref="Lock"/>.</summary>
    public GroupOffsets Offsets { get; }

    /// <summary>The members; a group without any is a classic one until others come.</summary>
    public GroupProtocol Protocol { get; private set; }

    /// <summary>Deleted: nothing may be stored for it any more. Read under <see cref="Lock"/>.</summary>
    public bool IsDead { get; private set; }

    /// <summary>The group as one of the classic protocol; null when its members speak the other one.</summary>
    public ClassicGroup? Classic => Protocol as ClassicGroup;

    /// <summary>The group as one of the consumer protocol; null when its members speak the other one.</summary>
    public ConsumerGroup? Consumer => Protocol as ConsumerGroup;

    /// <summary>The group as one of the classic protocol, into which it turns when it has no members; else null.</summary>
    public ClassicGroup? AsClassic() => Classic ?? Turn(static (group, env) => new ClassicGroup(group, env));

    /// <summary>The group as one of the consumer protocol, into which it turns when it has no members; else null.</summary>
    public ConsumerGroup? AsConsumer() => Consumer ?? Turn(static (group, env) => new ConsumerGroup(group, env));

    public ListedGroup List()
    {
        lock (Lock)
            return Protocol.List();
    }

    /// <summary>Commits of a member, or of somebody outside while the group has no members.</summary>
    /// <param name="request">Who commits what.</param>
    /// <param name="version">Of the OffsetCommit.</param>
    /// <param name="producer">Id and epoch of the producer with whose transaction the offsets begin to count; null: at once.</param>
    public OffsetCommitResponse Commit(OffsetCommitRequest request, short version, (long Id, short Epoch)? producer = null)
    {
        lock (Lock)
        {
            var committer = new Committer(request.MemberId, request.InstanceId, request.GenerationId, InTransaction: producer is not null, version);
            var refused = CheckCommit(committer, request.Topics.SelectMany(static topic => topic.Partitions.Select(p => new TopicPartition(topic.Name, p.Index))));
            if (refused != ErrorCode.None)
                return OffsetCommitResponse.Failed(request, refused);

            var accepted = new Dictionary<TopicPartition, CommittedOffset>();
            var results = request.Topics.Select(topic => new OffsetCommitTopicResult(topic.Name, [.. topic.Partitions.Select(partition =>
            {
                var key = new TopicPartition(topic.Name, partition.Index);
                var error = CheckOffset(key, partition.Metadata);
                if (error == ErrorCode.None)
                    accepted[key] = new CommittedOffset(partition.Offset, partition.LeaderEpoch, partition.Metadata ?? "", Now);

                return new OffsetCommitPartitionResult(partition.Index, error);
            })])).ToArray();

            var saved = Offsets.Commit(accepted, producer);
            return saved == ErrorCode.None ? new OffsetCommitResponse(results) : OffsetCommitResponse.Failed(request, saved);
        }
    }

    /// <summary>What stands against a commit by <paramref name="committer"/> as a whole. Call under <see cref="Lock"/>.</summary>
    public ErrorCode CheckCommit(Committer committer, IEnumerable<TopicPartition> partitions)
    {
        if (IsDead)
            return ErrorCode.CoordinatorNotAvailable;

        var error = Protocol.CheckCommit(committer);
        return error != ErrorCode.None ? error : partitions.Select(p => Protocol.CheckCommit(committer, p)).FirstOrDefault(static e => e != ErrorCode.None);
    }

    /// <summary>What stands against committing for one partition.</summary>
    public ErrorCode CheckOffset(TopicPartition partition, string? metadata)
    {
        if (_env.Catalog.FindPartition(partition.Topic, partition.Partition) is null)
            return ErrorCode.UnknownTopicOrPartition;

        return metadata is not null && Encoding.UTF8.GetByteCount(metadata) > _env.Options.MaxMetadataBytes
            ? ErrorCode.OffsetMetadataTooLarge
            : ErrorCode.None;
    }

    /// <summary>The offset of a partition; null when there is none.</summary>
    public CommittedOffset? FindOffset(TopicPartition partition)
    {
        lock (Lock)
            return Offsets.Find(partition);
    }

    /// <summary>Removes the offset of a partition (OffsetDelete); topics that members read keep theirs.</summary>
    public ErrorCode DeleteOffset(TopicPartition partition)
    {
        lock (Lock)
            return Protocol.IsSubscribed(partition.Topic) ? ErrorCode.GroupSubscribedToTopic : Offsets.Delete([partition]);
    }

    /// <summary>What stands against deleting offsets of this group at all.</summary>
    public ErrorCode CheckOffsetDelete()
    {
        lock (Lock)
            return IsDead ? ErrorCode.GroupIdNotFound : Protocol.CheckOffsetDelete();
    }

    /// <summary>Forgets the offsets of a topic that is no more.</summary>
    public void ForgetTopic(string topic)
    {
        lock (Lock)
            Offsets.Delete(Offsets.AllPartitions.Where(partition => partition.Topic == topic));
    }

    /// <summary>Removes the group and all it has committed, if it has no members.</summary>
    public ErrorCode Delete()
    {
        lock (Lock)
        {
            if (IsDead)
                return ErrorCode.GroupIdNotFound;

            if (!Protocol.IsEmpty)
                return ErrorCode.NonEmptyGroup;

            return Offsets.Delete(Offsets.AllPartitions) is var error && error != ErrorCode.None ? error : Bury();
        }
    }

    /// <summary>Drops offsets that are too old; true when the group is left with neither offsets nor members and is gone.</summary>
    public bool Expire()
    {
        lock (Lock)
        {
            var oldest = Now - (long)_env.Options.OffsetsRetention.TotalMilliseconds;
            return !IsDead
                && Offsets.Expire(Protocol, oldest) == ErrorCode.None
                && Offsets.IsEmpty && Protocol.IsEmpty
                && Bury() == ErrorCode.None;
        }
    }

    /// <summary>Becomes a group of members that its last record tells of; called while the offsets topic is read.</summary>
    public void Restore(GroupProtocol protocol) => Protocol = protocol;

    /// <summary>Takes over an offset read from the offsets topic; null forgets it.</summary>
    public void Restore(TopicPartition partition, CommittedOffset? offset, long producerId)
    {
        lock (Lock)
            Offsets.Restore(partition, offset, producerId);
    }

    /// <summary>The transaction of a producer is decided: its offsets count, or are dropped.</summary>
    public void EndTransaction(long producerId, bool commit)
    {
        lock (Lock)
            Offsets.EndTransaction(producerId, commit);
    }

    private long Now => _env.Clock.GetUtcNow().ToUnixTimeMilliseconds();

    private T? Turn<T>(Func<Group, GroupEnvironment, T> create) where T : GroupProtocol
    {
        lock (Lock)
        {
            if (Protocol is T already)
                return already;

            if (IsDead || !Protocol.IsEmpty || EraseProtocol() != ErrorCode.None)
                return null;

            Protocol.End();
            var turned = create(this, _env);
            Protocol = turned;
            return turned;
        }
    }

    private ErrorCode EraseProtocol() => _env.Store.Append(Id, Protocol.RecordKeys().Select(static key => (key, (byte[]?)null)));

    private ErrorCode Bury()
    {
        var error = EraseProtocol();
        if (error != ErrorCode.None)
            return error;

        IsDead = true;
        Protocol.End();
        return ErrorCode.None;
    }
}
