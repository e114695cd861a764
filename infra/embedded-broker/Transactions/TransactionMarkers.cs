using MsaSample.Broker.Groups;
using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Records;
using MsaSample.Broker.Storage;
using MsaSample.Broker.Topics;

namespace MsaSample.Broker.Transactions;

/// <summary>Ends transactions in the partitions: writes the control batch, and lets the groups have the offsets that were committed with it.</summary>
internal sealed class TransactionMarkers(TopicCatalog catalog, GroupCoordinator groups, TimeProvider clock)
{
    /// <summary>Writes one marker. Readers of committed records see what it decides when this returns.</summary>
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
    /// Writes the marker that the coordinator has decided on, also where a tool has written one with a coordinator epoch of its own
    /// before. Nothing is left to do when that one has ended the transaction.
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
