using MsaSample.Broker.Protocol.Messages.Cluster;

namespace MsaSample.Broker.Protocol.Messages.Groups;

// ConsumerGroupDescribe (key 69), v0-1; flexible from the start (KIP-848).
// v1: member_type (KIP-1099).
internal sealed record ConsumerGroupDescribeRequest(
    IReadOnlyList<string> GroupIds, bool IncludeAuthorizedOperations) : IRequest<ConsumerGroupDescribeRequest>
{
    public IResponse Fail(ErrorCode error) =>
        new ConsumerGroupDescribeResponse([.. GroupIds.Select(id => new DescribedConsumerGroup(id, "", 0, 0, "", [], error))]);

    public static ConsumerGroupDescribeRequest Read(ref KafkaReader reader, short version)
    {
        var request = new ConsumerGroupDescribeRequest(reader.ReadStrings(), reader.ReadBoolean());
        reader.SkipTaggedFields();
        return request;
    }
}

internal sealed record ConsumerGroupDescribeResponse(IReadOnlyList<DescribedConsumerGroup> Groups) : IResponse
{
    public void Write(KafkaWriter writer, short version)
    {
        writer.WriteInt32(0); // throttle_time_ms
        writer.WriteArray(Groups, version);
        writer.WriteNoTaggedFields();
    }
}

/// <summary>A group; <paramref name="State"/> is Kafka's name of its state (<c>Stable</c>, <c>Reconciling</c>, …).</summary>
internal sealed record DescribedConsumerGroup(
    string GroupId,
    string State,
    int Epoch,
    int AssignmentEpoch,
    string Assignor,
    IReadOnlyList<DescribedConsumerMember> Members,
    ErrorCode Error = ErrorCode.None,
    string? ErrorMessage = null) : IWritable
{
    public static DescribedConsumerGroup Failed(string groupId, ErrorCode error, string message) =>
        new(groupId, "", 0, 0, "", [], error, message);

    public void Write(KafkaWriter writer, short version)
    {
        writer.WriteError(Error);
        writer.WriteNullableString(ErrorMessage);
        writer.WriteString(GroupId);
        writer.WriteString(State);
        writer.WriteInt32(Epoch);
        writer.WriteInt32(AssignmentEpoch);
        writer.WriteString(Assignor);
        writer.WriteArray(Members, version);
        writer.WriteInt32(AuthorizedOperations.Unknown);
        writer.WriteNoTaggedFields();
    }
}

internal sealed record DescribedConsumerMember(
    string MemberId,
    string? InstanceId,
    string? RackId,
    int Epoch,
    string ClientId,
    string ClientHost,
    IReadOnlyList<string> TopicNames,
    string? TopicRegex,
    IReadOnlyList<DescribedTopicPartitions> Assignment,
    IReadOnlyList<DescribedTopicPartitions> Target) : IWritable
{
    private const sbyte ConsumerType = 1; // 0 would be a member of the classic protocol

    public void Write(KafkaWriter writer, short version)
    {
        writer.WriteString(MemberId);
        writer.WriteNullableString(InstanceId);
        writer.WriteNullableString(RackId);
        writer.WriteInt32(Epoch);
        writer.WriteString(ClientId);
        writer.WriteString(ClientHost);
        writer.WriteStrings(TopicNames);
        writer.WriteNullableString(TopicRegex);
        WriteAssignment(writer, Assignment, version);
        WriteAssignment(writer, Target, version);
        if (version >= 1)
            writer.WriteInt8(ConsumerType);
        writer.WriteNoTaggedFields();
    }

    private static void WriteAssignment(KafkaWriter writer, IReadOnlyList<DescribedTopicPartitions> topics, short version)
    {
        writer.WriteArray(topics, version);
        writer.WriteNoTaggedFields();
    }
}

internal sealed record DescribedTopicPartitions(Guid TopicId, string TopicName, IReadOnlyList<int> Partitions) : IWritable
{
    public void Write(KafkaWriter writer, short version)
    {
        writer.WriteUuid(TopicId);
        writer.WriteString(TopicName);
        writer.WriteInt32s(Partitions);
        writer.WriteNoTaggedFields();
    }
}
