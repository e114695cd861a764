namespace MsaSample.Broker.Protocol.Messages.Transactions;

// DescribeTransactions (key 65), v0 (KIP-664). Always flexible.
internal sealed record DescribeTransactionsRequest(IReadOnlyList<string> TransactionalIds) : IRequest<DescribeTransactionsRequest>
{
    public IResponse Fail(ErrorCode error) =>
        new DescribeTransactionsResponse([.. TransactionalIds.Select(id => DescribedTransaction.Failed(id, error))]);

    public static DescribeTransactionsRequest Read(ref KafkaReader reader, short version)
    {
        var request = new DescribeTransactionsRequest(reader.ReadStrings());
        reader.SkipTaggedFields();
        return request;
    }
}

internal sealed record DescribeTransactionsResponse(IReadOnlyList<DescribedTransaction> Transactions) : IResponse
{
    public void Write(KafkaWriter writer, short version)
    {
        writer.WriteInt32(0); // throttle_time_ms
        writer.WriteArray(Transactions, version);
        writer.WriteNoTaggedFields();
    }
}

/// <param name="Error">INVALID_REQUEST or TRANSACTIONAL_ID_NOT_FOUND.</param>
/// <param name="TransactionalId">The requested id.</param>
/// <param name="State">Kafka's name of the state, such as <c>Ongoing</c>.</param>
/// <param name="TimeoutMs">Time after which an open transaction is aborted.</param>
/// <param name="StartTimeMs">Unix ms; -1 before the first transaction.</param>
/// <param name="ProducerId">The producer that has the transactional id now.</param>
/// <param name="ProducerEpoch">Epoch of that producer.</param>
/// <param name="Topics">The partitions of the open transaction.</param>
internal sealed record DescribedTransaction(
    ErrorCode Error, string TransactionalId, string State, int TimeoutMs, long StartTimeMs, long ProducerId, short ProducerEpoch,
    IReadOnlyList<TransactionTopic> Topics) : IWritable
{
    public static DescribedTransaction Failed(string transactionalId, ErrorCode error) => new(error, transactionalId, "", 0, 0, 0, 0, []);

    public void Write(KafkaWriter writer, short version)
    {
        writer.WriteError(Error);
        writer.WriteString(TransactionalId);
        writer.WriteString(State);
        writer.WriteInt32(TimeoutMs);
        writer.WriteInt64(StartTimeMs);
        writer.WriteInt64(ProducerId);
        writer.WriteInt16(ProducerEpoch);
        writer.WriteArray(Topics, version);
        writer.WriteNoTaggedFields();
    }
}
