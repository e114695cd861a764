namespace MsaSample.Broker.Protocol.Messages.Transactions;

// InitProducerId (key 22), v0-4.
// v2: flexible. v3: the producer's current id and epoch (KIP-360). v4: PRODUCER_FENCED may be answered (KIP-588).
internal sealed record InitProducerIdRequest(string? TransactionalId, int TransactionTimeoutMs, long ProducerId, short ProducerEpoch)
    : IRequest<InitProducerIdRequest>
{
    public IResponse Fail(ErrorCode error) => new InitProducerIdResponse(error);

    public static InitProducerIdRequest Read(ref KafkaReader reader, short version)
    {
        var request = new InitProducerIdRequest(
            TransactionalId: reader.ReadNullableString(),
            TransactionTimeoutMs: reader.ReadInt32(),
            ProducerId: version >= 3 ? reader.ReadInt64() : -1,
            ProducerEpoch: version >= 3 ? reader.ReadInt16() : (short)-1);
        reader.SkipTaggedFields();
        return request;
    }
}

internal sealed record InitProducerIdResponse(ErrorCode Error, long ProducerId = -1, short ProducerEpoch = -1) : IResponse
{
    public void Write(KafkaWriter writer, short version)
    {
        writer.WriteInt32(0); // throttle_time_ms
        writer.WriteError(Error);
        writer.WriteInt64(ProducerId);
        writer.WriteInt16(ProducerEpoch);
        writer.WriteNoTaggedFields();
    }
}
