using MsaSample.Broker.Groups;
using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Records;
using MsaSample.Broker.Storage;
using MsaSample.Broker.Topics;

namespace MsaSample.Broker.Transactions;

/// <summary>
/// Writes transaction markers (control batches) to partitions. A marker in the offsets topic also ends the transaction in the groups.
/// </summary>
internal sealed class TransactionMarkers(TopicCatalog catalog, GroupCoordinator groups, TimeProvider clock)
{
    /// <summary>Writes one marker. When this returns, readers of committed records see its effect.</summary>
    public ErrorCode Write(TopicPartition where, long producerId, short epoch, TransactionMarker marker)
    {
        if (catalog.FindPartition(where.Topic, where.Partition) is not { } partition)
            return ErrorCode.UnknownTopicOrPartition;

        var batch = marker.ToBatch(producerId, epoch, clock.GetUtcNow().ToUnixTimeMilliseconds());
        var error = partition.Log.Append(batch, AppendOrigin.Broker).Error;
        if (error == ErrorCode.None && where.Topic == Topic.ConsumerOffsets)
            groups.EndTransaction(where.Partition, producerId, marker.IsCommit);

        return error;
    }

    /// <summary>
    /// Writes the marker of a transaction that the coordinator has decided. A tool may have written one with a higher coordinator epoch
    /// before: if that ended the transaction, nothing is left to do; if records came after it, the marker is written with that epoch.
    /// </summary>
    public ErrorCode WriteDecided(TopicPartition where, long producerId, short epoch, TransactionMarker marker)
    {
        var error = Write(where, producerId, epoch, marker);
        if (error != ErrorCode.TransactionCoordinatorFenced || catalog.FindPartition(where.Topic, where.Partition) is not { } partition)
            return error;

        return partition.Log.CoordinatorEpochOfOpenTransaction(producerId) is { } coordinatorEpoch
            ? Write(where, producerId, epoch, marker with { CoordinatorEpoch = coordinatorEpoch })
            : ErrorCode.None;
    }
}
