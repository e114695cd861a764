using MsaSample.Broker.Protocol;
using MsaSample.Broker.Topics;

namespace MsaSample.Broker.Groups.Offsets;

/// <summary>
/// The records of committed offsets in <c>__consumer_offsets</c>, in Kafka's format: key version 1 (<c>OffsetCommitKey</c>), value version
/// 3 (<c>OffsetCommitValue</c>).
/// </summary>
internal static class OffsetRecords
{
    private const short KeyVersion = 1;
    private const short ValueVersion = 3;

    public static byte[] Key(string groupId, TopicPartition partition)
    {
        var writer = new KafkaWriter();
        writer.WriteInt16(KeyVersion);
        writer.WriteString(groupId);
        writer.WriteString(partition.Topic);
        writer.WriteInt32(partition.Partition);
        return writer.Written.ToArray();
    }

    public static byte[] Value(CommittedOffset offset)
    {
        var writer = new KafkaWriter();
        writer.WriteInt16(ValueVersion);
        writer.WriteInt64(offset.Offset);
        writer.WriteInt32(offset.LeaderEpoch);
        writer.WriteString(offset.Metadata);
        writer.WriteInt64(offset.CommittedAtMs);
        return writer.Written.ToArray();
    }

    /// <summary>Whether keys of this version belong to committed offsets; version 0 was written by the oldest brokers.</summary>
    public static bool IsKeyVersion(short version) => version is 0 or KeyVersion;

    /// <summary>The partition of a key that was read up to the group id.</summary>
    public static TopicPartition ReadPartition(ref KafkaReader key) => new(key.ReadString(), key.ReadInt32());

    /// <exception cref="KafkaProtocolException">The value is cut short or of another version.</exception>
    public static CommittedOffset Read(byte[] value)
    {
        var reader = new KafkaReader(value);
        if (reader.ReadInt16() is not ValueVersion and var version)
            throw new KafkaProtocolException($"the value has version {version}, not {ValueVersion}");

        return new CommittedOffset(reader.ReadInt64(), reader.ReadInt32(), reader.ReadString(), reader.ReadInt64());
    }
}
