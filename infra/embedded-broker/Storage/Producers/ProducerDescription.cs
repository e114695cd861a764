namespace MsaSample.Broker.Storage.Producers;

/// <summary>The state of one producer as DescribeProducers (key 61) reports it; -1 for an unknown field.</summary>
/// <param name="ProducerId">The producer id.</param>
/// <param name="Epoch">The producer epoch.</param>
/// <param name="LastSequence">Sequence number of its last record.</param>
/// <param name="LastTimestampMs">Timestamp of its last batch or marker (Unix ms).</param>
/// <param name="CoordinatorEpoch">Epoch of the coordinator that wrote its last marker.</param>
/// <param name="OpenTransactionOffset">First offset of its open transaction.</param>
internal readonly record struct ProducerDescription(
    long ProducerId, short Epoch, int LastSequence, long LastTimestampMs, int CoordinatorEpoch, long OpenTransactionOffset);
