namespace MsaSample.Broker.Protocol.Messages.Records;

// Fetch (key 1), v4-16: the response. Versions: see FetchRequest.
/// <summary>Holds leases on the log segments that it is sent from; disposing releases them.</summary>
internal sealed record FetchResponse(IReadOnlyList<FetchTopicResult> Topics, ErrorCode Error = ErrorCode.None) : IResponse, IDisposable
{
    /// <summary>0 without a session.</summary>
    public int SessionId { get; init; }

    public void Write(KafkaWriter writer, short version)
    {
        writer.WriteInt32(0); // throttle_time_ms
        if (version >= 7)
        {
            writer.WriteError(Error);
            writer.WriteInt32(SessionId);
        }

        writer.WriteArray(Topics, version);
        writer.WriteNoTaggedFields();
    }

    public void Dispose()
    {
        foreach (var topic in Topics)
        {
            foreach (var partition in topic.Partitions)
                partition.Lease?.Dispose();
        }
    }
}

internal sealed record FetchTopicResult(string? Name, Guid Id, IReadOnlyList<FetchPartitionResult> Partitions) : IWritable
{
    public void Write(KafkaWriter writer, short version)
    {
        if (version <= 12)
            writer.WriteString(Name ?? "");
        else
            writer.WriteUuid(Id);
        writer.WriteArray(Partitions, version);
        writer.WriteNoTaggedFields();
    }
}

/// <summary>Whole record batches of one partition, as stored in the log.</summary>
internal sealed record FetchPartitionResult(
    int Index,
    ErrorCode Error,
    long HighWatermark = -1,
    long LastStableOffset = -1,
    long LogStartOffset = -1) : IWritable
{
    public FileRegion Records { get; init; }

    /// <summary>The aborted transactions that a read_committed consumer skips; null for read_uncommitted.</summary>
    public IReadOnlyList<FetchAbortedTransaction>? Aborted { get; init; }

    /// <summary>Keeps <see cref="Records"/> readable.</summary>
    public IDisposable? Lease { get; init; }

    public void Write(KafkaWriter writer, short version)
    {
        writer.WriteInt32(Index);
        writer.WriteError(Error);
        writer.WriteInt64(HighWatermark);
        writer.WriteInt64(LastStableOffset);
        if (version >= 5)
            writer.WriteInt64(LogStartOffset);
        writer.WriteNullableArray(Aborted, version);
        if (version >= 11)
            writer.WriteInt32(-1); // preferred_read_replica: none

        // Never null: kafka-python 2.0 would fail.
        writer.WriteRecords(Records);
        writer.WriteNoTaggedFields();
    }
}

/// <summary>An aborted transaction: the producer's records from this offset to its abort marker are to be skipped.</summary>
internal readonly record struct FetchAbortedTransaction(long ProducerId, long FirstOffset) : IWritable
{
    public void Write(KafkaWriter writer, short version)
    {
        writer.WriteInt64(ProducerId);
        writer.WriteInt64(FirstOffset);
        writer.WriteNoTaggedFields();
    }
}
