namespace MsaSample.Broker.Protocol.Messages.Transactions;

// AddOffsetsToTxn (key 25), v0-3 (KIP-98).
// v2: PRODUCER_FENCED may be answered (KIP-588). v3: flexible.
internal sealed record AddOffsetsToTxnRequest(string TransactionalId, long ProducerId, short ProducerEpoch, string GroupId)
    : IRequest<AddOffsetsToTxnRequest>
{
    public IResponse Fail(ErrorCode error) => new AddOffsetsToTxnResponse(error);

    public static AddOffsetsToTxnRequest Read(ref KafkaReader reader, short version)
    {
        var request = new AddOffsetsToTxnRequest(
            TransactionalId: reader.ReadString(),
            ProducerId: reader.ReadInt64(),
            ProducerEpoch: reader.ReadInt16(),
            GroupId: reader.ReadString());
        reader.SkipTaggedFields();
        return request;
    }
}

internal sealed record AddOffsetsToTxnResponse(ErrorCode Error) : IResponse
{
    public void Write(KafkaWriter writer, short version)
    {
        writer.WriteInt32(0); // throttle_time_ms
        writer.WriteError(Error);
        writer.WriteNoTaggedFields();
    }
}
