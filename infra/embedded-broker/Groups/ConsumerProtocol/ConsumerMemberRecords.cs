using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages.Groups;

namespace MsaSample.Broker.Groups.ConsumerProtocol;

/// <summary>The values of a member's records: the member itself, its target, and its current assignment.</summary>
internal static class ConsumerMemberRecords
{
    public static byte[] Member(ConsumerMember member)
    {
        var writer = RecordValue.New();
        writer.WriteNullableString(member.InstanceId);
        writer.WriteNullableString(member.RackId);
        writer.WriteString(member.ClientId);
        writer.WriteString(member.ClientHost);
        writer.WriteStrings(member.TopicNames);
        writer.WriteNullableString(member.TopicPattern?.Text);
        writer.WriteInt32((int)member.RebalanceTimeout.TotalMilliseconds);
        writer.WriteNullableString(member.ServerAssignor);
        return writer.Close();
    }

    public static void ReadMember(byte[] value, ConsumerMember member)
    {
        var reader = RecordValue.Open(value);
        member.InstanceId = reader.ReadNullableString();
        member.RackId = reader.ReadNullableString();
        member.ClientId = reader.ReadString();
        member.ClientHost = reader.ReadString();
        member.TopicNames = reader.ReadStrings();
        member.TopicPattern = reader.ReadNullableString() is { } text
            && TopicPattern.TryParse(text, out var pattern, out _) ? pattern : null;
        member.RebalanceTimeout = TimeSpan.FromMilliseconds(reader.ReadInt32());
        member.ServerAssignor = reader.ReadNullableString();
    }

    public static byte[] Target(IEnumerable<TopicIdPartition> partitions)
    {
        var writer = RecordValue.New();
        writer.WriteArray(partitions.ByTopic(), RecordValue.Version);
        return writer.Close();
    }

    public static IReadOnlySet<TopicIdPartition> ReadTarget(byte[] value)
    {
        var reader = RecordValue.Open(value);
        return reader.ReadArray<TopicIdPartitions>(RecordValue.Version).ToSet();
    }

    public static byte[] Current(MemberAssignment current, int previousEpoch)
    {
        var writer = RecordValue.New();
        writer.WriteInt32(current.Epoch);
        writer.WriteInt32(previousEpoch);
        writer.WriteInt8((sbyte)current.State);
        writer.WriteArray(
            [.. current.Assigned.GroupBy(static partition => partition.Key.TopicId).Select(static topic => new AssignedTopic(
                topic.Key, [.. topic.Select(static partition => partition.Key.Partition)],
                [.. topic.Select(static partition => partition.Value)]))],
            RecordValue.Version);
        writer.WriteArray(current.Revoking.ByTopic(), RecordValue.Version);
        return writer.Close();
    }

    public static (MemberAssignment Current, int PreviousEpoch) ReadCurrent(byte[] value)
    {
        var reader = RecordValue.Open(value);
        var (epoch, previous, state) = (reader.ReadInt32(), reader.ReadInt32(), (MemberState)reader.ReadInt8());
        var assigned = reader.ReadArray<AssignedTopic>(RecordValue.Version);
        var revoking = reader.ReadArray<AssignedTopic>(RecordValue.Version);
        return (
            new MemberAssignment(
                state, epoch, assigned.SelectMany(static topic => topic.Entries).ToDictionary(),
                revoking.SelectMany(static topic => topic.Entries).Select(static entry => entry.Key).ToHashSet()),
            previous);
    }
}
