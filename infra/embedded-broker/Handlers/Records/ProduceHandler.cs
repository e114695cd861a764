// Left out: timeout_ms (the answer waits for the disk, however long that takes), quotas, the transactions of KIP-890 (v12).
using MsaSample.Broker.Metrics;
using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages.Records;
using MsaSample.Broker.Protocol.Records;
using MsaSample.Broker.Storage;
using MsaSample.Broker.Topics;
using MsaSample.Broker.Transactions;

namespace MsaSample.Broker.Handlers.Records;

/// <summary>Produce: appends each partition's batch to its log. On one node acks=1 and acks=all mean the same.</summary>
internal sealed class ProduceHandler(TopicCatalog catalog, TransactionCoordinator transactions) : IAsyncHandler<ProduceRequest, IResponse>
{
    // First version whose clients know zstd (KIP-110).
    private const short ZstdFrom = 7;

    // Position of the lower byte of a batch's attributes; its lowest three bits are the compression codec.
    private const int AttributesPosition = 22;

    public async Task<IResponse> HandleAsync(ProduceRequest request, RequestContext context, CancellationToken cancellationToken)
    {
        var unflushed = new List<UnflushedResult>();
        var response = new ProduceResponse(
            [.. request.Topics.Select(topic => new ProduceTopicResult(topic.Name, Append(topic, request, context.ApiVersion, unflushed)))]);

        if (request.Acks != 0)
        {
            foreach (var result in unflushed)
                await result.CompleteAsync();

            return response;
        }

        // The client waits for no response: only a closed connection tells it that its records were refused.
        var failed = response.Topics.SelectMany(t => t.Partitions).FirstOrDefault(p => p.Error != ErrorCode.None);
        return failed is null
            ? NoResponse.Instance
            : throw new KafkaProtocolException($"records with acks=0 that were refused: {failed.Error}");
    }

    private ProducePartitionResult[] Append(ProduceTopic topic, ProduceRequest request, short version, List<UnflushedResult> unflushed)
    {
        var results = new ProducePartitionResult[topic.Partitions.Count];
        for (var i = 0; i < results.Length; i++)
        {
            var data = topic.Partitions[i];
            if (request.Acks is < -1 or > 1)
            {
                results[i] = Failed(data, ErrorCode.InvalidRequiredAcks, null);
                continue;
            }

            results[i] = Append(topic.Name, data, request.TransactionalId, version, out var durable);
            if (!durable.IsCompletedSuccessfully)
                unflushed.Add(new UnflushedResult(results, i, durable));
        }

        return results;
    }

    private ProducePartitionResult Append(string topicName, ProducePartition data, string? transactionalId, short version, out Task durable)
    {
        durable = Task.CompletedTask;
        if (Topic.IsInternalName(topicName))
            return Failed(data, ErrorCode.InvalidTopic, $"{topicName} is written by the broker only");
        if (catalog.FindPartition(topicName, data.Index) is not { } partition)
            return Failed(data, ErrorCode.UnknownTopicOrPartition, null);
        if (data.Records is not { Length: > AttributesPosition } records)
            return Failed(data, ErrorCode.CorruptMessage, "no record batch");
        if ((records.Span[AttributesPosition] & 7) == (int)CompressionType.Zstd && version < ZstdFrom)
            return Failed(data, ErrorCode.UnsupportedCompressionType, $"zstd needs Produce v{ZstdFrom}");

        var result = Append(partition, transactionalId, records);
        if (result.Error == ErrorCode.None)
        {
            durable = partition.Log.WhenDurableAsync(result.NextOffset);
            BrokerMeter.Appended(topicName, (int)(result.NextOffset - result.BaseOffset), records.Length);
        }

        return new ProducePartitionResult(
            data.Index, result.Error, result.BaseOffset, result.LogAppendTimeMs, partition.Log.StartOffset, result.ErrorMessage)
        {
            RecordErrors = [.. (result.BadRecords ?? []).Select(index => new RecordError(index, result.ErrorMessage))],
        };
    }

    // The coordinator is asked once per transaction and partition: later batches continue the transaction that is open in the log.
    private AppendResult Append(Partition partition, string? transactionalId, Memory<byte> records)
    {
        var batch = new RecordBatch(records.Span);
        if (!batch.IsHeaderComplete || !batch.Attributes.IsTransactional)
            return partition.Log.Append(records);

        if (transactionalId is null)
            return AppendResult.Failed(ErrorCode.TransactionalIdAuthorizationFailed, "Transactional records need a transactional id.");

        var (id, epoch) = (batch.ProducerId, batch.ProducerEpoch);
        if (partition.Log.HasOpenTransaction(id, epoch))
            return partition.Log.Append(records);

        return transactions.WriteWhileOpen(
            transactionalId, id, epoch, new TopicPartition(partition.Topic, partition.Index),
            write: () => partition.Log.Append(records, AppendOrigin.VerifiedClient),
            refuse: static error => AppendResult.Failed(error, "The partition was not added to an open transaction of this producer."));
    }

    private static ProducePartitionResult Failed(ProducePartition data, ErrorCode error, string? message) =>
        new(data.Index, error, ErrorMessage: message);

    // The flushes of all partitions run in parallel; each result is final when its flush has ended.
    private readonly record struct UnflushedResult(ProducePartitionResult[] Results, int Index, Task Durable)
    {
        public async Task CompleteAsync()
        {
            try
            {
                await Durable;
            }
            catch (Exception e) // whatever the reason, records that are not on disk must not be acknowledged
            {
                Results[Index] = new ProducePartitionResult(Results[Index].Index, ErrorCode.KafkaStorageError, ErrorMessage: e.Message);
            }
        }
    }
}
