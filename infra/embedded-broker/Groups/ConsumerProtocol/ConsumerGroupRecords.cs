using System.Buffers.Binary;
using MsaSample.Broker.Protocol;

namespace MsaSample.Broker.Groups.ConsumerProtocol;

/// <summary>
/// The records of a consumer group in <c>__consumer_offsets</c>, in Kafka's formats, all with value version 0. By key version: the group
/// (3), a member (5), the epoch of the target assignment (6), a member's target (7), a member's current assignment (8).
/// </summary>
internal static class ConsumerGroupRecords
{
    public const short GroupVersion = 3;
    public const short MemberVersion = 5;
    public const short TargetEpochVersion = 6;
    public const short TargetVersion = 7;
    public const short CurrentVersion = 8;

    /// <summary>Whether keys of this version belong to consumer groups.</summary>
    public static bool IsKeyVersion(short version) =>
        version is GroupVersion or MemberVersion or TargetEpochVersion or TargetVersion or CurrentVersion;

    /// <summary>The key of a record of the group or, with a member id, of a member.</summary>
    public static byte[] Key(short version, string groupId, string? memberId = null)
    {
        var writer = new KafkaWriter();
        writer.WriteInt16(version);
        writer.WriteString(groupId);
        if (memberId is not null)
            writer.WriteString(memberId);

        return writer.Written.ToArray();
    }

    /// <summary>Keys of all records of a member.</summary>
    public static IEnumerable<byte[]> MemberKeys(string groupId, string memberId) =>
        [Key(CurrentVersion, groupId, memberId), Key(TargetVersion, groupId, memberId), Key(MemberVersion, groupId, memberId)];

    /// <summary>The member id of a key that was read up to the group id; null for records of the group as a whole.</summary>
    public static string? ReadMemberId(ref KafkaReader key, short version) =>
        version is GroupVersion or TargetEpochVersion ? null : key.ReadString();

    public static byte[] Group(int epoch, long metadataHash)
    {
        var writer = RecordValue.New();
        writer.WriteInt32(epoch);
        Span<byte> hash = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(hash, metadataHash);
        writer.WriteFirstTag(hash);
        return writer.Written.ToArray();
    }

    public static (int Epoch, long MetadataHash) ReadGroup(byte[] value)
    {
        var reader = RecordValue.Open(value);
        var epoch = reader.ReadInt32();
        return (epoch, RecordValue.FindFirstTag(ref reader) ? reader.ReadInt64() : 0);
    }

    public static byte[] TargetEpoch(int epoch)
    {
        var writer = RecordValue.New();
        writer.WriteInt32(epoch);
        return writer.Close();
    }

    public static int ReadTargetEpoch(byte[] value) => RecordValue.Open(value).ReadInt32();
}
