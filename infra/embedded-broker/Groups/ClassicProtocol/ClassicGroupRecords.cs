using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages.Groups;

namespace MsaSample.Broker.Groups.ClassicProtocol;

/// <summary>
/// The record of a classic group in <c>__consumer_offsets</c>, in Kafka's format: key version 2 (<c>GroupMetadataKey</c>), value version 3
/// (<c>GroupMetadataValue</c>).
/// </summary>
internal static class ClassicGroupRecords
{
    public const short KeyVersion = 2;

    private const short ValueVersion = 3;

    public static byte[] Key(string groupId)
    {
        var writer = new KafkaWriter();
        writer.WriteInt16(KeyVersion);
        writer.WriteString(groupId);
        return writer.Written.ToArray();
    }

    public static byte[] Value(GroupMetadata group)
    {
        var writer = new KafkaWriter();
        writer.WriteInt16(ValueVersion);
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

    /// <exception cref="KafkaProtocolException">The value is cut short or of another version.</exception>
    public static GroupMetadata Read(byte[] value)
    {
        var reader = new KafkaReader(value);
        if (reader.ReadInt16() is not ValueVersion and var version)
            throw new KafkaProtocolException($"the value has version {version}, not {ValueVersion}");

        var (type, generation, protocol) = (reader.ReadString(), reader.ReadInt32(), reader.ReadNullableString());
        var (leader, since) = (reader.ReadNullableString(), reader.ReadInt64());
        var members = new List<ClassicMember>();
        for (var left = reader.ReadInt32(); left > 0; left--)
            members.Add(ReadMember(ref reader, protocol ?? ""));

        return new GroupMetadata(type, generation, protocol, leader, since, members);
    }

    private static ClassicMember ReadMember(ref KafkaReader reader, string protocol)
    {
        var (memberId, instanceId) = (reader.ReadString(), reader.ReadNullableString());
        var (clientId, clientHost) = (reader.ReadString(), reader.ReadString());
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
}
