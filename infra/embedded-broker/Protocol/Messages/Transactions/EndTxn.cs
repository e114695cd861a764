namespace MsaSample.Broker.Protocol.Messages.Transactions;

// EndTxn (key 26), v0-3 (KIP-98).
// v2: PRODUCER_FENCED may be answered (KIP-588). v3: flexible.
internal sealed record EndTxnRequest(string TransactionalId, long ProducerId, short ProducerEpoch, bool Commit) : IRequest<EndTxnRequest>
{
    public IResponse Fail(ErrorCode error) => new EndTxnResponse(error);

    public static EndTxnRequest Read(ref KafkaReader reader, short version)
    {
        var request = new EndTxnRequest(
            TransactionalId: reader.ReadString(),
            ProducerId: reader.ReadInt64(),
            ProducerEpoch: reader.ReadInt16(),
            Commit: reader.ReadBoolean());
        reader.SkipTaggedFields();
        return request;
    }
}

internal sealed record EndTxnResponse(ErrorCode Error) : IResponse
{
    public void Write(KafkaWriter writer, short version)
    {
        writer.WriteInt32(0); // throttle_time_ms
        writer.WriteError(Error);
        writer.WriteNoTaggedFields();
    }
}
