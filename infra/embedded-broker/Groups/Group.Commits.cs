using System.Text;
using MsaSample.Broker.Groups.Offsets;
using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages;
using MsaSample.Broker.Topics;

namespace MsaSample.Broker.Groups;

/// <summary>What is committed under the group id: storing, looking up, forgetting.</summary>
internal sealed partial class Group
{
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
}
