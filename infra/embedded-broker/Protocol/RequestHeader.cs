namespace MsaSample.Broker.Protocol;

/// <summary>
/// The header of every request. Header v1 is key, version, correlation id and client id; v2 adds tagged fields, which the caller
/// skips once it knows from key and version that the request is flexible. The client id never has a compact length.
/// </summary>
internal readonly record struct RequestHeader(ApiKey Key, short Version, int CorrelationId, string? ClientId)
{
    public static RequestHeader Read(ref KafkaReader reader) => new(
        Key: (ApiKey)reader.ReadInt16(),
        Version: reader.ReadInt16(),
        CorrelationId: reader.ReadInt32(),
        ClientId: reader.ReadNullableString());

    /// <summary>
    /// Response header v0 is the correlation id; v1 adds tagged fields. ApiVersions is always answered with v0 (KIP-511).
    /// </summary>
    public void WriteResponseHeader(KafkaWriter writer)
    {
        writer.WriteInt32(CorrelationId);
        if (Key != ApiKey.ApiVersions)
            writer.WriteNoTaggedFields();
    }
}
