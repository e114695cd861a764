using Microsoft.Extensions.Logging;
using MsaSample.Broker.Protocol;
using MsaSample.Broker.Storage;
using MsaSample.Broker.Topics;

namespace MsaSample.Broker.Groups.Offsets;

/// <summary><c>__consumer_offsets</c>: the topic that holds what groups must not forget.</summary>
internal sealed class OffsetsTopic(TopicCatalog catalog, GroupOptions options, TimeProvider clock, ILogger<OffsetsTopic> logger)
{
    private readonly StateTopic _topic = new(catalog, clock, Topic.ConsumerOffsets, options.OffsetsPartitions, logger);

    /// <summary>Makes sure that the topic is there.</summary>
    public ErrorCode Ensure() => _topic.Ensure();

    /// <summary>Index of the partition that holds the records of a group; null when the topic cannot be created.</summary>
    public int? PartitionOf(string groupId) => _topic.PartitionOf(groupId)?.Index;

    /// <summary>Writes records of one group, as one batch: all or none. Returns when the operating system has them.</summary>
    /// <param name="groupId">The group, which decides the partition.</param>
    /// <param name="records">Keys and values; a null value is a tombstone.</param>
    public ErrorCode Append(string groupId, IEnumerable<(byte[] Key, byte[]? Value)> records) =>
        ErrorOf(_topic.Append(groupId, records), tooLarge: ErrorCode.UnknownServerError);

    /// <summary>Writes records that need not come together: as many batches as <c>max.message.bytes</c> makes necessary, in order. One that is too large even alone is left out, which is an error all the same.</summary>
    /// <param name="groupId">The group, which decides the partition.</param>
    /// <param name="records">Keys and values; a null value is a tombstone.</param>
    public ErrorCode AppendInParts(string groupId, IEnumerable<(byte[] Key, byte[]? Value)> records) =>
        ErrorOf(_topic.AppendInParts(groupId, records), tooLarge: ErrorCode.UnknownServerError);

    /// <summary>Writes committed offsets of one group, as one batch, and tells where the batch lies.</summary>
    /// <param name="groupId">The group, which decides the partition.</param>
    /// <param name="records">Keys and values.</param>
    /// <param name="producer">Id and epoch of the producer whose transaction the records belong to; null when they count at once.</param>
    /// <param name="offset">Base offset of the batch.</param>
    public ErrorCode AppendOffsets(
        string groupId, IEnumerable<(byte[] Key, byte[]? Value)> records, (long Id, short Epoch)? producer, out long offset)
    {
        var result = _topic.Append(groupId, records, producer);
        offset = result.BaseOffset;
        return ErrorOf(result, tooLarge: ErrorCode.InvalidCommitOffsetSize);
    }

    /// <summary>Reads all records and transaction markers (partition, producer id, whether it commits), oldest first, one partition after the other.</summary>
    public void Replay(Action<StateRecord> onRecord, Action<int, long, bool> onMarker) => _topic.Replay(onRecord, onMarker);

    // What clients are told, as with Kafka. Trying again does not make a batch smaller.
    private static ErrorCode ErrorOf(AppendResult result, ErrorCode tooLarge) => result.Error switch
    {
        ErrorCode.None or ErrorCode.InvalidProducerEpoch => result.Error,
        ErrorCode.MessageTooLarge => tooLarge,
        _ => ErrorCode.CoordinatorNotAvailable,
    };
}
