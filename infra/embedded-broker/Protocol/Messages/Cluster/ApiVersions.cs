namespace MsaSample.Broker.Protocol.Messages.Cluster;

// ApiVersions (key 18), v0-4.
// v1: throttle_time_ms. v3: flexible (the response's header stays v0), client software name and version (KIP-511). v4: as v3 here.
internal sealed record ApiVersionsRequest(string ClientSoftwareName, string ClientSoftwareVersion) : IRequest<ApiVersionsRequest>
{
    public IResponse Fail(ErrorCode error) => new ApiVersionsResponse(error, []);

    public static ApiVersionsRequest Read(ref KafkaReader reader, short version)
    {
        var request = new ApiVersionsRequest(
            ClientSoftwareName: version >= 3 ? reader.ReadString() : "",
            ClientSoftwareVersion: version >= 3 ? reader.ReadString() : "");
        reader.SkipTaggedFields();
        return request;
    }
}

internal sealed record ApiVersionsResponse(ErrorCode Error, IReadOnlyList<AdvertisedApi> Apis) : IResponse
{
    public void Write(KafkaWriter writer, short version)
    {
        writer.WriteError(Error);
        writer.WriteArray(Apis, version);
        if (version >= 1)
            writer.WriteInt32(0); // throttle_time_ms
        writer.WriteNoTaggedFields();
    }
}

internal sealed record AdvertisedApi(ApiKey Key, short Min, short Max) : IWritable
{
    public void Write(KafkaWriter writer, short version)
    {
        writer.WriteInt16((short)Key);
        writer.WriteInt16(Min);
        writer.WriteInt16(Max);
        writer.WriteNoTaggedFields();
    }
}
