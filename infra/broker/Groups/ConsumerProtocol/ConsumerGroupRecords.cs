using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages;

namespace MsaSample.Broker.Groups.ConsumerProtocol;

/// <summary>
/// The records of a consumer group in <c>__consumer_offsets</c>, in Kafka's formats, all with value version 0: the group (key version
/// 3), a member (5), the epoch of the target assignment (6), a member's target (7), a member's current assignment (8).
/// </summary>
internal static class ConsumerGroupRecords
{
    public const short GroupVersion = 3;
    public const short MemberVersion = 5;
    public const short TargetEpochVersion = 6;
    public const short TargetVersion = 7;
    public const short CurrentVersion = 8;

    private const short ValueVersion = 0;
    private const uint NoTags = 0;
    private const uint OneTag = 1;
    private const uint FirstTag = 0;

    /// <summary>Whether keys of this version belong to consumer groups.</summary>
    public static bool IsKeyVersion(short version) => version is GroupVersion or MemberVersion or TargetEpochVersion or TargetVersion or CurrentVersion;

    /// <summary>Key of a record of the group, or of one of its members.</summary>
    public static byte[] Key(short version, string groupId, string? memberId = null)
    {
        var writer = new KafkaWriter();
        writer.WriteInt16(version);
        writer.WriteString(groupId);
        if (memberId is not null)
            writer.WriteString(memberId);

        return writer.Written.ToArray();
    }

    /// <summary>The member of a key that was read up to the group id; null for records of the group as a whole.</summary>
    public static string? ReadMemberId(ref KafkaReader key, short version) => version is GroupVersion or TargetEpochVersion ? null : key.ReadString();

    public static byte[] Group(int epoch, long metadataHash)
    {
        var writer = NewValue();
        writer.WriteInt32(epoch);
        writer.WriteUnsignedVarint(OneTag);
        writer.WriteUnsignedVarint(FirstTag);
        writer.WriteUnsignedVarint(sizeof(long));
        writer.WriteInt64(metadataHash);
        return writer.Written.ToArray();
    }

    public static (int Epoch, long MetadataHash) ReadGroup(byte[] value)
    {
        var reader = OpenValue(value);
        var epoch = reader.ReadInt32();
        return (epoch, FindFirstTag(ref reader) ? reader.ReadInt64() : 0);
    }

    public static byte[] TargetEpoch(int epoch)
    {
        var writer = NewValue();
        writer.WriteInt32(epoch);
        writer.WriteUnsignedVarint(NoTags);
        return writer.Written.ToArray();
    }

    public static int ReadTargetEpoch(byte[] value) => OpenValue(value).ReadInt32();

    public static byte[] Member(ConsumerMember member)
    {
        var writer = NewValue();
        writer.WriteNullableString(member.InstanceId);
        writer.WriteNullableString(member.RackId);
        writer.WriteString(member.ClientId);
        writer.WriteString(member.ClientHost);
        writer.WriteStrings(member.TopicNames);
        writer.WriteNullableString(member.TopicPattern?.Text);
        writer.WriteInt32((int)member.RebalanceTimeout.TotalMilliseconds);
        writer.WriteNullableString(member.ServerAssignor);
        writer.WriteUnsignedVarint(NoTags);
        return writer.Written.ToArray();
    }

    public static void ReadMember(byte[] value, ConsumerMember member)
    {
        var reader = OpenValue(value);
        member.InstanceId = reader.ReadNullableString();
        member.RackId = reader.ReadNullableString();
        member.ClientId = reader.ReadString();
        member.ClientHost = reader.ReadString();
        member.TopicNames = reader.ReadStrings();
        member.TopicPattern = reader.ReadNullableString() is { } text && TopicPattern.TryParse(text, out var pattern, out _) ? pattern : null;
        member.RebalanceTimeout = TimeSpan.FromMilliseconds(reader.ReadInt32());
        member.ServerAssignor = reader.ReadNullableString();
    }

    public static byte[] Target(IEnumerable<TopicIdPartition> partitions)
    {
        var writer = NewValue();
        writer.WriteArray(partitions.ByTopic(), ValueVersion);
        writer.WriteUnsignedVarint(NoTags);
        return writer.Written.ToArray();
    }

    public static IReadOnlySet<TopicIdPartition> ReadTarget(byte[] value) => OpenValue(value).ReadArray<TopicIdPartitions>(ValueVersion).ToSet();

    public static byte[] Current(MemberAssignment current, int previousEpoch)
    {
        var writer = NewValue();
        writer.WriteInt32(current.Epoch);
        writer.WriteInt32(previousEpoch);
        writer.WriteInt8((sbyte)current.State);
        writer.WriteArray(
            [.. current.Assigned.GroupBy(static partition => partition.Key.TopicId).Select(static topic => new AssignedTopic(
                topic.Key, [.. topic.Select(static partition => partition.Key.Partition)], [.. topic.Select(static partition => partition.Value)]))],
            ValueVersion);
        writer.WriteArray(current.Revoking.ByTopic(), ValueVersion);
        writer.WriteUnsignedVarint(NoTags);
        return writer.Written.ToArray();
    }

    public static (MemberAssignment Current, int PreviousEpoch) ReadCurrent(byte[] value)
    {
        var reader = OpenValue(value);
        var (epoch, previous, state) = (reader.ReadInt32(), reader.ReadInt32(), (MemberState)reader.ReadInt8());
        var assigned = reader.ReadArray<AssignedTopic>(ValueVersion);
        var revoking = reader.ReadArray<AssignedTopic>(ValueVersion);
        return (
            new MemberAssignment(
                state, epoch, assigned.SelectMany(static topic => topic.Entries).ToDictionary(),
                revoking.SelectMany(static topic => topic.Entries).Select(static entry => entry.Key).ToHashSet()),
            previous);
    }

    private static KafkaWriter NewValue()
    {
        var writer = new KafkaWriter(flexible: true);
        writer.WriteInt16(ValueVersion);
        return writer;
    }

    private static KafkaReader OpenValue(byte[] value)
    {
        var reader = new KafkaReader(value, flexible: true);
        var version = reader.ReadInt16();
        return version == ValueVersion ? reader : throw new KafkaProtocolException($"a value of version {version} where {ValueVersion} must be");
    }

    // Leaves the reader at the value of tag 0, when that is there.
    private static bool FindFirstTag(ref KafkaReader reader)
    {
        if (reader.ReadUnsignedVarint() == NoTags || reader.ReadUnsignedVarint() != FirstTag)
            return false;

        reader.ReadUnsignedVarint(); // its size
        return true;
    }

    /// <summary>A topic's partitions with, as tag 0, the epoch at which each was assigned (KIP-1251).</summary>
    private sealed record AssignedTopic(Guid TopicId, IReadOnlyList<int> Partitions, IReadOnlyList<int> Epochs) : IReadable<AssignedTopic>, IWritable
    {
        public IEnumerable<KeyValuePair<TopicIdPartition, int>> Entries => Partitions.Select((partition, index) =>
            KeyValuePair.Create(new TopicIdPartition(TopicId, partition), index < Epochs.Count ? Epochs[index] : 0));

        public static AssignedTopic Read(ref KafkaReader reader, short version)
        {
            var (topicId, partitions) = (reader.ReadUuid(), reader.ReadInt32s());
            return new AssignedTopic(topicId, partitions, FindFirstTag(ref reader) ? reader.ReadInt32s() : []);
        }

        public void Write(KafkaWriter writer, short version)
        {
            var epochs = new KafkaWriter(flexible: true);
            epochs.WriteInt32s(Epochs);
            writer.WriteUuid(TopicId);
            writer.WriteInt32s(Partitions);
            writer.WriteUnsignedVarint(OneTag);
            writer.WriteUnsignedVarint(FirstTag);
            writer.WriteUnsignedVarint((uint)epochs.Written.Length);
            writer.WriteRaw(epochs.Written.Span);
        }
    }
}
