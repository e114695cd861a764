using System.Buffers.Binary;

namespace MsaSample.Broker.Protocol.Records;

/// <summary>The marker that ends a transaction in a partition: the only record of a control batch (KIP-98).</summary>
/// <remarks>Key: int16 version, int16 type (0 abort, 1 commit). Value: int16 version, int32 coordinator epoch.</remarks>
/// <param name="IsCommit">False for an abort.</param>
/// <param name="CoordinatorEpoch">Epoch of the coordinator that wrote it; a marker with a lower epoch than the last is refused.</param>
internal readonly record struct TransactionMarker(bool IsCommit, int CoordinatorEpoch)
{
    private const short Abort = 0;
    private const short Commit = 1;
    private const int KeySize = 4;
    private const int ValueSize = 6;

    /// <summary>The control batch, ready to be appended.</summary>
    /// <param name="producerId">The producer whose transaction ends.</param>
    /// <param name="producerEpoch">Later batches with a lower epoch are refused.</param>
    /// <param name="timestampMs">Unix ms.</param>
    public byte[] ToBatch(long producerId, short producerEpoch, long timestampMs)
    {
        var (key, value) = (new byte[KeySize], new byte[ValueSize]);
        BinaryPrimitives.WriteInt16BigEndian(key.AsSpan(2), IsCommit ? Commit : Abort);
        BinaryPrimitives.WriteInt32BigEndian(value.AsSpan(2), CoordinatorEpoch);
        return new RecordBatchBuilder { Producer = (producerId, producerEpoch, -1) }
            .Add(timestampMs, key, value)
            .Build(transactional: true, control: true);
    }

    /// <summary>Reads the marker of a control batch; false for control records of other types.</summary>
    public static bool TryRead(RecordBatch batch, out TransactionMarker marker)
    {
        marker = default;
        var reader = new RecordReader(batch.Records, batch.RecordCount);
        if (!batch.Attributes.IsControl || !reader.TryRead())
            return false;
        if (reader.Current.Key.Length < KeySize || reader.Current.Value.Length < ValueSize)
            return false;

        var type = BinaryPrimitives.ReadInt16BigEndian(reader.Current.Key[2..]);
        marker = new TransactionMarker(type == Commit, BinaryPrimitives.ReadInt32BigEndian(reader.Current.Value[2..]));
        return type is Abort or Commit;
    }
}
