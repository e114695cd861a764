namespace MsaSample.Broker.Protocol.Messages.Transactions;

// ListTransactions (key 66), v0-1 (KIP-664). Always flexible.
// v1: duration_filter (KIP-994).
internal sealed record ListTransactionsRequest(
    IReadOnlyList<string> StateFilters, IReadOnlyList<long> ProducerIdFilters, long MinDurationMs)
    : IRequest<ListTransactionsRequest>
{
    public IResponse Fail(ErrorCode error) => new ListTransactionsResponse(error, [], []);

    public static ListTransactionsRequest Read(ref KafkaReader reader, short version)
    {
        var request = new ListTransactionsRequest(
            StateFilters: reader.ReadStrings(),
            ProducerIdFilters: reader.ReadInt64s(),
            MinDurationMs: version >= 1 ? reader.ReadInt64() : -1);
        reader.SkipTaggedFields();
        return request;
    }
}

internal sealed record ListTransactionsResponse(
    ErrorCode Error, IReadOnlyList<string> UnknownStateFilters, IReadOnlyList<ListedTransaction> Transactions) : IResponse
{
    public void Write(KafkaWriter writer, short version)
    {
        writer.WriteInt32(0); // throttle_time_ms
        writer.WriteError(Error);
        writer.WriteStrings(UnknownStateFilters);
        writer.WriteArray(Transactions, version);
        writer.WriteNoTaggedFields();
    }
}

internal sealed record ListedTransaction(string TransactionalId, long ProducerId, string State) : IWritable
{
    public void Write(KafkaWriter writer, short version)
    {
        writer.WriteString(TransactionalId);
        writer.WriteInt64(ProducerId);
        writer.WriteString(State);
        writer.WriteNoTaggedFields();
    }
}
