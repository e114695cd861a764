namespace MsaSample.Broker.Protocol.Messages.Transactions;

// WriteTxnMarkers (key 27), v1 (KIP-98); from tools only (KIP-664). Flexible.
internal sealed record WriteTxnMarkersRequest(IReadOnlyList<WritableMarker> Markers) : IRequest<WriteTxnMarkersRequest>
{
    public IResponse Fail(ErrorCode error) => new WriteTxnMarkersResponse(
        [.. Markers.Select(marker => new MarkerResult(marker.ProducerId, [.. marker.Topics.Select(topic => topic.Fail(error))]))]);

    public static WriteTxnMarkersRequest Read(ref KafkaReader reader, short version)
    {
        var request = new WriteTxnMarkersRequest(reader.ReadArray<WritableMarker>(version));
        reader.SkipTaggedFields();
        return request;
    }
}

internal sealed record WritableMarker(
    long ProducerId, short ProducerEpoch, bool Commit, IReadOnlyList<TransactionTopic> Topics, int CoordinatorEpoch)
    : IReadable<WritableMarker>
{
    public static WritableMarker Read(ref KafkaReader reader, short version)
    {
        var marker = new WritableMarker(
            ProducerId: reader.ReadInt64(),
            ProducerEpoch: reader.ReadInt16(),
            Commit: reader.ReadBoolean(),
            Topics: reader.ReadArray<TransactionTopic>(version),
            CoordinatorEpoch: reader.ReadInt32());
        reader.SkipTaggedFields();
        return marker;
    }
}

internal sealed record WriteTxnMarkersResponse(IReadOnlyList<MarkerResult> Markers) : IResponse
{
    public void Write(KafkaWriter writer, short version)
    {
        writer.WriteArray(Markers, version);
        writer.WriteNoTaggedFields();
    }
}

internal sealed record MarkerResult(long ProducerId, IReadOnlyList<TransactionTopicResult> Topics) : IWritable
{
    public void Write(KafkaWriter writer, short version)
    {
        writer.WriteInt64(ProducerId);
        writer.WriteArray(Topics, version);
        writer.WriteNoTaggedFields();
    }
}
