namespace MsaSample.Broker.Protocol.Messages.Configs;

// DescribeClientQuotas (key 48), v0-1 (KIP-546).
// v1: flexible. kafka-configs asks for quotas before it describes a user's SCRAM credentials.
internal sealed record DescribeClientQuotasRequest(IReadOnlyList<QuotaFilter> Filters, bool Strict) : IRequest<DescribeClientQuotasRequest>
{
    public IResponse Fail(ErrorCode error) => new DescribeClientQuotasResponse(error);

    public static DescribeClientQuotasRequest Read(ref KafkaReader reader, short version)
    {
        var request = new DescribeClientQuotasRequest(reader.ReadArray<QuotaFilter>(version), reader.ReadBoolean());
        reader.SkipTaggedFields();
        return request;
    }
}

internal sealed record QuotaFilter(string EntityType, sbyte MatchType, string? Match) : IReadable<QuotaFilter>
{
    public static QuotaFilter Read(ref KafkaReader reader, short version)
    {
        var filter = new QuotaFilter(reader.ReadString(), reader.ReadInt8(), reader.ReadNullableString());
        reader.SkipTaggedFields();
        return filter;
    }
}

internal sealed record DescribeClientQuotasResponse(ErrorCode Error) : IResponse
{
    public void Write(KafkaWriter writer, short version)
    {
        writer.WriteInt32(0); // throttle_time_ms
        writer.WriteError(Error);
        writer.WriteNullableString(null);
        writer.WriteLength(0); // entries: there are no quotas
        writer.WriteNoTaggedFields();
    }
}
