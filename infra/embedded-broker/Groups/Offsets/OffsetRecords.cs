using MsaSample.Broker.Groups.ClassicProtocol;
using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages;
using MsaSample.Broker.Topics;

namespace MsaSample.Broker.Groups.Offsets;

/// <summary>The records of <c>__consumer_offsets</c> in Kafka's formats: offsets with key version 1 and value version 3, groups with key version 2 and value version 3.</summary>
internal static class OffsetRecords
{
    public const short GroupKeyVersion = 2;

    private const short OffsetKeyVersion = 1;
    private const short OffsetValueVersion = 3;
    private const short GroupValueVersion = 3;

    public static byte[] OffsetKey(string groupId, TopicPartition partition)
    {
        var writer = new KafkaWriter();
        writer.WriteInt16(OffsetKeyVersion);
        writer.WriteString(groupId);
        writer.WriteString(partition.Topic);
        writer.WriteInt32(partition.Partition);
        return writer.Written.ToArray();
    }

    public static byte[] OffsetValue(CommittedOffset offset)
    {
        var writer = new KafkaWriter();
        writer.WriteInt16(OffsetValueVersion);
        writer.WriteInt64(offset.Offset);
        writer.WriteInt32(offset.LeaderEpoch);
        writer.WriteString(offset.Metadata);
        writer.WriteInt64(offset.CommittedAtMs);
        return writer.Written.ToArray();
    }

    public static byte[] GroupKey(string groupId)
    {
        var writer = new KafkaWriter();
        writer.WriteInt16(GroupKeyVersion);
        writer.WriteString(groupId);
        return writer.Written.ToArray();
    }

    public static byte[] GroupValue(GroupMetadata group)
    {
        var writer = new KafkaWriter();
        writer.WriteInt16(GroupValueVersion);
        writer.WriteString(group.ProtocolType);
        writer.WriteInt32(group.GenerationId);
        writer.WriteNullableString(group.Protocol);
        writer.WriteNullableString(group.Leader);
        writer.WriteInt64(group.StateSinceMs);
        writer.WriteLength(group.Members.Count);
        foreach (var member in group.Members)
        {
            writer.WriteString(member.MemberId);
            writer.WriteNullableString(member.InstanceId);
            writer.WriteString(member.ClientId);
            writer.WriteString(member.ClientHost);
            writer.WriteInt32((int)member.RebalanceTimeout.TotalMilliseconds);
            writer.WriteInt32((int)member.SessionTimeout.TotalMilliseconds);
            writer.WriteBytes(member.MetadataFor(group.Protocol));
            writer.WriteBytes(member.Assignment);
        }

        return writer.Written.ToArray();
    }

    /// <summary>Whether keys of this version belong to committed offsets; version 0 was written by the oldest brokers.</summary>
    public static bool IsOffsetKeyVersion(short version) => version is 0 or OffsetKeyVersion;

    /// <summary>The partition of an offset's key that was read up to the group id.</summary>
    public static TopicPartition ReadPartition(ref KafkaReader key) => new(key.ReadString(), key.ReadInt32());

    /// <exception cref="KafkaProtocolException">The value is cut short or of a version never written here.</exception>
    public static CommittedOffset ReadOffset(byte[] value)
    {
        var reader = new KafkaReader(value);
        Expect(OffsetValueVersion, reader.ReadInt16());
        return new CommittedOffset(reader.ReadInt64(), reader.ReadInt32(), reader.ReadString(), reader.ReadInt64());
    }

    /// <summary>A group as it was when its leader had brought the last assignment.</summary>
    /// <exception cref="KafkaProtocolException">The value is cut short or of a version never written here.</exception>
    public static GroupMetadata ReadGroup(byte[] value)
    {
        var reader = new KafkaReader(value);
        Expect(GroupValueVersion, reader.ReadInt16());
        var (type, generation, protocol) = (reader.ReadString(), reader.ReadInt32(), reader.ReadNullableString());
        var (leader, since) = (reader.ReadNullableString(), reader.ReadInt64());
        var members = new List<ClassicMember>();
        for (var left = reader.ReadInt32(); left > 0; left--)
            members.Add(ReadMember(ref reader, protocol ?? ""));

        return new GroupMetadata(type, generation, protocol, leader, since, members);
    }

    private static ClassicMember ReadMember(ref KafkaReader reader, string protocol)
    {
        var (memberId, instanceId, clientId, clientHost) = (reader.ReadString(), reader.ReadNullableString(), reader.ReadString(), reader.ReadString());
        var (rebalance, session) = (TimeSpan.FromMilliseconds(reader.ReadInt32()), TimeSpan.FromMilliseconds(reader.ReadInt32()));
        return new ClassicMember(memberId, instanceId, clientId, clientHost)
        {
            RebalanceTimeout = rebalance,
            SessionTimeout = session,
            Protocols = [new JoinGroupProtocol(protocol, reader.ReadBytes())],
            Assignment = reader.ReadBytes(),
            IsNew = false,
        };
    }

    private static void Expect(short expected, short version)
    {
        if (version != expected)
            throw new KafkaProtocolException($"a value of version {version} where {expected} must be");
    }
}

/// <summary>What a group's own record says.</summary>
/// <param name="ProtocolType"><c>consumer</c>, <c>connect</c>, …; empty for a group that only commits.</param>
/// <param name="GenerationId">Number of the last rebalance.</param>
/// <param name="Protocol">The chosen assignor; null without members.</param>
/// <param name="Leader">Member id of the leader; null without members.</param>
/// <param name="StateSinceMs">Unix ms of the last change of state.</param>
/// <param name="Members">The members with their assignments.</param>
internal sealed record GroupMetadata(
    string ProtocolType, int GenerationId, string? Protocol, string? Leader, long StateSinceMs, IReadOnlyCollection<ClassicMember> Members);
