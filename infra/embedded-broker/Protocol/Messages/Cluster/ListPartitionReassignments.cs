using MsaSample.Broker.Protocol.Messages.Groups;

namespace MsaSample.Broker.Protocol.Messages.Cluster;

// ListPartitionReassignments (key 46), v0 (KIP-455). Always flexible.
internal sealed record ListPartitionReassignmentsRequest(int TimeoutMs, IReadOnlyList<OffsetFetchTopic>? Topics)
    : IRequest<ListPartitionReassignmentsRequest>
{
    public IResponse Fail(ErrorCode error) => new ListPartitionReassignmentsResponse(error);

    public static ListPartitionReassignmentsRequest Read(ref KafkaReader reader, short version)
    {
        // Its topics are a name and partition numbers, as in OffsetFetch.
        var request = new ListPartitionReassignmentsRequest(reader.ReadInt32(), reader.ReadNullableArray<OffsetFetchTopic>(version));
        reader.SkipTaggedFields();
        return request;
    }
}

/// <summary>Always empty: one node has nowhere to move a partition to.</summary>
internal sealed record ListPartitionReassignmentsResponse(ErrorCode Error = ErrorCode.None) : IResponse
{
    public void Write(KafkaWriter writer, short version)
    {
        writer.WriteInt32(0); // throttle_time_ms
        writer.WriteError(Error);
        writer.WriteNullableString(null); // error_message
        writer.WriteLength(0); // topics
        writer.WriteNoTaggedFields();
    }
}
