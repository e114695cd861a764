using Microsoft.Extensions.Logging;
using MsaSample.Broker.Protocol;
using MsaSample.Broker.Storage;
using MsaSample.Broker.Topics;

namespace MsaSample.Broker.Groups.Offsets;

/// <summary>The topic <c>__consumer_offsets</c>, which holds the offsets and the members of all groups.</summary>
internal sealed class OffsetsTopic(TopicCatalog catalog, GroupOptions options, TimeProvider clock, ILogger<OffsetsTopic> logger)
{
    private readonly StateTopic _topic = new(catalog, clock, Topic.ConsumerOffsets, options.OffsetsPartitions, logger);

    /// <summary>Makes sure that the topic exists.</summary>
    public ErrorCode Ensure() => _topic.Ensure();

    /// <summary>The index of the partition that holds a group's records; null when the topic cannot be created.</summary>
    public int? PartitionOf(string groupId) => _topic.PartitionOf(groupId)?.Index;

    /// <summary>
    /// Writes records of a group as one batch: all or none. Returns when the operating system has them. A null value is a tombstone.
    /// </summary>
    public ErrorCode Append(string groupId, IEnumerable<(byte[] Key, byte[]? Value)> records) =>
        ErrorOf(_topic.Append(groupId, records), tooLarge: ErrorCode.UnknownServerError);

    /// <summary>
    /// Writes records of a group in order, in as many batches as <c>max.message.bytes</c> requires. A record that is too large even for a
    /// batch of its own is left out, and the result is an error.
    /// </summary>
    public ErrorCode AppendInParts(string groupId, IEnumerable<(byte[] Key, byte[]? Value)> records) =>
        ErrorOf(_topic.AppendInParts(groupId, records), tooLarge: ErrorCode.UnknownServerError);

    /// <summary>Writes offsets of a group as one batch.</summary>
    /// <param name="groupId">Determines the partition.</param>
    /// <param name="records">Keys and values.</param>
    /// <param name="producer">Id and epoch of the producer whose transaction the records belong to; null without a transaction.</param>
    /// <param name="offset">The base offset of the batch.</param>
    public ErrorCode AppendOffsets(
        string groupId, IEnumerable<(byte[] Key, byte[]? Value)> records, (long Id, short Epoch)? producer, out long offset)
    {
        var result = _topic.Append(groupId, records, producer);
        offset = result.BaseOffset;
        return ErrorOf(result, tooLarge: ErrorCode.InvalidCommitOffsetSize);
    }

    /// <summary>
    /// Reads all records, and all transaction markers (partition, producer id, whether it commits), oldest first, one partition after the
    /// other.
    /// </summary>
    public void Replay(Action<StateRecord> onRecord, Action<int, long, bool> onMarker) => _topic.Replay(onRecord, onMarker);

    // The errors that Kafka sends for these. A batch that is too large is not a retriable error.
    private static ErrorCode ErrorOf(AppendResult result, ErrorCode tooLarge) => result.Error switch
    {
        ErrorCode.None or ErrorCode.InvalidProducerEpoch => result.Error,
        ErrorCode.MessageTooLarge => tooLarge,
        _ => ErrorCode.CoordinatorNotAvailable,
    };
}
