namespace MsaSample.Broker.Protocol.Messages.Cluster;

// DescribeLogDirs (key 35), v1-4 (KIP-113).
// v2: flexible. v3: top-level error_code. v4: total_bytes, usable_bytes (KIP-827).
internal sealed record DescribeLogDirsRequest(IReadOnlyList<LogDirsTopic>? Topics) : IRequest<DescribeLogDirsRequest>
{
    // v1 and v2 have a field for an error in the directory only.
    public IResponse Fail(ErrorCode error) =>
        new DescribeLogDirsResponse(error, [new LogDirResult(error, "", [], TotalBytes: -1, UsableBytes: -1)]);

    public static DescribeLogDirsRequest Read(ref KafkaReader reader, short version)
    {
        var request = new DescribeLogDirsRequest(reader.ReadNullableArray<LogDirsTopic>(version));
        reader.SkipTaggedFields();
        return request;
    }
}

internal sealed record LogDirsTopic(string Name, IReadOnlyList<int> Partitions) : IReadable<LogDirsTopic>
{
    public static LogDirsTopic Read(ref KafkaReader reader, short version)
    {
        var topic = new LogDirsTopic(reader.ReadString(), reader.ReadInt32s());
        reader.SkipTaggedFields();
        return topic;
    }
}

internal sealed record DescribeLogDirsResponse(ErrorCode Error, IReadOnlyList<LogDirResult> Directories) : IResponse
{
    public void Write(KafkaWriter writer, short version)
    {
        writer.WriteInt32(0); // throttle_time_ms
        if (version >= 3)
            writer.WriteError(Error);
        writer.WriteArray(Directories, version);
        writer.WriteNoTaggedFields();
    }
}

/// <summary>A data directory and its logs; the bytes are those of its file system.</summary>
internal sealed record LogDirResult(
    ErrorCode Error, string Path, IReadOnlyList<LogDirTopicResult> Topics, long TotalBytes, long UsableBytes) : IWritable
{
    public void Write(KafkaWriter writer, short version)
    {
        writer.WriteError(Error);
        writer.WriteString(Path);
        writer.WriteArray(Topics, version);
        if (version >= 4)
        {
            writer.WriteInt64(TotalBytes);
            writer.WriteInt64(UsableBytes);
        }

        writer.WriteNoTaggedFields();
    }
}

internal sealed record LogDirTopicResult(string Name, IReadOnlyList<LogDirPartitionResult> Partitions) : IWritable
{
    public void Write(KafkaWriter writer, short version)
    {
        writer.WriteString(Name);
        writer.WriteArray(Partitions, version);
        writer.WriteNoTaggedFields();
    }
}

internal sealed record LogDirPartitionResult(int Index, long Size) : IWritable
{
    public void Write(KafkaWriter writer, short version)
    {
        writer.WriteInt32(Index);
        writer.WriteInt64(Size);
        writer.WriteInt64(0); // offset_lag: there is one replica
        writer.WriteBoolean(false); // is_future_key: logs do not move between directories
        writer.WriteNoTaggedFields();
    }
}
