namespace MsaSample.Broker.Protocol.Messages.Cluster;

// DescribeCluster (key 60), v0-1 (KIP-700). Always flexible.
// v1: endpoint_type (KIP-919).
internal sealed record DescribeClusterRequest(sbyte EndpointType) : IRequest<DescribeClusterRequest>
{
    public const sbyte Brokers = 1;

    public IResponse Fail(ErrorCode error) =>
        new DescribeClusterResponse(error, null, EndpointType, ClusterId: "", ControllerId: -1, Brokers: []);

    public static DescribeClusterRequest Read(ref KafkaReader reader, short version)
    {
        reader.ReadBoolean(); // include_cluster_authorized_operations
        var request = new DescribeClusterRequest(version >= 1 ? reader.ReadInt8() : Brokers);
        reader.SkipTaggedFields();
        return request;
    }
}

internal sealed record DescribeClusterResponse(
    ErrorCode Error,
    string? ErrorMessage,
    sbyte EndpointType,
    string ClusterId,
    int ControllerId,
    IReadOnlyList<MetadataBroker> Brokers) : IResponse
{
    public void Write(KafkaWriter writer, short version)
    {
        writer.WriteInt32(0); // throttle_time_ms
        writer.WriteError(Error);
        writer.WriteNullableString(ErrorMessage);
        if (version >= 1)
            writer.WriteInt8(EndpointType);
        writer.WriteString(ClusterId);
        writer.WriteInt32(ControllerId);

        // The same struct as in Metadata from v1 on.
        writer.WriteArray(Brokers, version: 1);
        writer.WriteInt32(AuthorizedOperations.Unknown);
        writer.WriteNoTaggedFields();
    }
}
