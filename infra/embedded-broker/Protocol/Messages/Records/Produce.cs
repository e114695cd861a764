namespace MsaSample.Broker.Protocol.Messages.Records;

// Produce (key 0), advertised v0-11, served v3-11.
// v3: magic 2 batches, transactional_id. v5: log_start_offset. v7: zstd. v8: record_errors, error_message (KIP-467). v9: flexible. v10-11:
// as v9 here.
internal sealed record ProduceRequest(string? TransactionalId, short Acks, int TimeoutMs, IReadOnlyList<ProduceTopic> Topics)
    : IRequest<ProduceRequest>
{
    public bool PointsIntoFrame => true;

    public IResponse? Fail(ErrorCode error) => Acks == 0 ? null : new ProduceResponse(
        [.. Topics.Select(t => new ProduceTopicResult(t.Name, [.. t.Partitions.Select(p => new ProducePartitionResult(p.Index, error))]))]);

    public static ProduceRequest Read(ref KafkaReader reader, short version)
    {
        var request = new ProduceRequest(
            TransactionalId: reader.ReadNullableString(),
            Acks: reader.ReadInt16(),
            TimeoutMs: reader.ReadInt32(),
            Topics: reader.ReadArray<ProduceTopic>(version));
        reader.SkipTaggedFields();
        return request;
    }
}

internal sealed record ProduceTopic(string Name, IReadOnlyList<ProducePartition> Partitions) : IReadable<ProduceTopic>
{
    public static ProduceTopic Read(ref KafkaReader reader, short version)
    {
        var topic = new ProduceTopic(reader.ReadString(), reader.ReadArray<ProducePartition>(version));
        reader.SkipTaggedFields();
        return topic;
    }
}

/// <summary>The records are a part of the request's frame, valid until the request is answered.</summary>
internal sealed record ProducePartition(int Index, Memory<byte>? Records) : IReadable<ProducePartition>
{
    public static ProducePartition Read(ref KafkaReader reader, short version)
    {
        var partition = new ProducePartition(reader.ReadInt32(), reader.ReadNullableRecords());
        reader.SkipTaggedFields();
        return partition;
    }
}

internal sealed record ProduceResponse(IReadOnlyList<ProduceTopicResult> Topics) : IResponse
{
    public void Write(KafkaWriter writer, short version)
    {
        writer.WriteArray(Topics, version);
        writer.WriteInt32(0); // throttle_time_ms
        writer.WriteNoTaggedFields();
    }
}

internal sealed record ProduceTopicResult(string Name, IReadOnlyList<ProducePartitionResult> Partitions) : IWritable
{
    public void Write(KafkaWriter writer, short version)
    {
        writer.WriteString(Name);
        writer.WriteArray(Partitions, version);
        writer.WriteNoTaggedFields();
    }
}

/// <summary>The result of one partition. <paramref name="LogAppendTimeMs"/> is -1 unless the topic uses log-append time.</summary>
internal sealed record ProducePartitionResult(
    int Index,
    ErrorCode Error,
    long BaseOffset = -1,
    long LogAppendTimeMs = -1,
    long LogStartOffset = -1,
    string? ErrorMessage = null) : IWritable
{
    /// <summary>The invalid records, if they are known, so that the client does not fail the others of the batch (KIP-467).</summary>
    public IReadOnlyList<RecordError> RecordErrors { get; init; } = [];

    public void Write(KafkaWriter writer, short version)
    {
        writer.WriteInt32(Index);
        writer.WriteError(Error);
        writer.WriteInt64(BaseOffset);
        writer.WriteInt64(LogAppendTimeMs);
        if (version >= 5)
            writer.WriteInt64(LogStartOffset);
        if (version >= 8)
        {
            writer.WriteArray(RecordErrors, version);
            writer.WriteNullableString(ErrorMessage);
        }

        writer.WriteNoTaggedFields();
    }
}

/// <summary>The error of the record at this index of the batch.</summary>
internal sealed record RecordError(int BatchIndex, string? Message) : IWritable
{
    public void Write(KafkaWriter writer, short version)
    {
        writer.WriteInt32(BatchIndex);
        writer.WriteNullableString(Message);
        writer.WriteNoTaggedFields();
    }
}
