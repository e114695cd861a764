using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages.Records;
using MsaSample.Broker.Storage;
using MsaSample.Broker.Storage.Indexes;
using MsaSample.Broker.Topics;

namespace MsaSample.Broker.Handlers.Records;

/// <summary>Reads the partitions of one fetch; run again until the response has enough bytes.</summary>
internal sealed class FetchRead(FetchRequest request, TopicCatalog catalog)
{
    private const int MaxResponseBytes = 57_671_680; // Kafka's fetch.max.bytes

    private readonly int _maxBytes = Math.Min(request.MaxBytes, MaxResponseBytes);
    private int _bytes;
    private bool _failed;

    /// <summary>The last run found as many bytes as the client asked for, or an error.</summary>
    public bool IsEnough => _failed || _bytes >= Math.Min(request.MinBytes, MaxResponseBytes);

    /// <summary>The logs of the partitions that exist.</summary>
    public IEnumerable<PartitionLog> Logs =>
        from topic in request.Topics
        from asked in topic.Partitions
        let partition = Find(topic)?.FindPartition(asked.Index)
        where partition is not null
        select partition.Log;

    /// <summary>Reads once. The response holds leases on log segments and must be disposed.</summary>
    public FetchResponse Run()
    {
        (_bytes, _failed) = (0, false);
        var topics = new List<FetchTopicResult>(request.Topics.Count);
        foreach (var topic in request.Topics)
        {
            var known = Find(topic);
            var partitions = new List<FetchPartitionResult>(topic.Partitions.Count);
            foreach (var partition in topic.Partitions)
                partitions.Add(Read(known, topic.Name is null, partition));
            topics.Add(new FetchTopicResult(topic.Name, topic.Id, partitions));
        }

        return new FetchResponse(topics);
    }

    private Topic? Find(FetchTopic topic) => topic.Name is { } name ? catalog.Find(name) : catalog.Find(topic.Id);

    private FetchPartitionResult Read(Topic? topic, bool byId, FetchPartition asked)
    {
        if (topic?.FindPartition(asked.Index) is not { } partition)
            return Failed(asked, topic is null && byId ? ErrorCode.UnknownTopicId : ErrorCode.UnknownTopicOrPartition);
        if (Partition.CheckLeaderEpoch(asked.CurrentLeaderEpoch) is not ErrorCode.None and var epochError)
            return Failed(asked, epochError);

        // The first batch goes out even if it is larger than the limits, or a reader could never pass it (KIP-74).
        var log = partition.Log;
        var limit = Math.Max(0, Math.Min(asked.MaxBytes, _maxBytes - _bytes));
        IReadOnlyList<AbortedTransaction>? aborted = null;
        var slice = request.Isolation == IsolationLevel.ReadCommitted
            ? log.ReadCommitted(asked.Offset, limit, atLeastOneBatch: _bytes == 0, out aborted)
            : log.Read(asked.Offset, limit, atLeastOneBatch: _bytes == 0);
        if (slice.Error != ErrorCode.None)
            return Failed(asked, slice.Error) with { LogStartOffset = slice.Error == ErrorCode.OffsetOutOfRange ? log.StartOffset : -1 };

        _bytes += slice.Length;
        return new FetchPartitionResult(asked.Index, ErrorCode.None, log.HighWatermark, log.LastStableOffset, log.StartOffset)
        {
            Records = slice.Length == 0 ? FileRegion.Empty : new FileRegion(slice.Handle, slice.Position, slice.Length),
            Lease = slice.Length == 0 ? null : slice,
            Aborted = aborted?.Select(static a => new FetchAbortedTransaction(a.ProducerId, a.FirstOffset)).ToArray(),
        };
    }

    private FetchPartitionResult Failed(FetchPartition asked, ErrorCode error)
    {
        _failed = true;
        return new FetchPartitionResult(asked.Index, error);
    }
}
