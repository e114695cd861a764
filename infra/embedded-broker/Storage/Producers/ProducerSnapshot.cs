using System.Buffers.Binary;
using MsaSample.Broker.Files;
using MsaSample.Broker.Protocol.Records;
using MsaSample.Broker.Storage.Segments;

namespace MsaSample.Broker.Storage.Producers;

/// <summary>
/// Producer states in Kafka's snapshot format, version 1: <c>{offset}.snapshot</c> holds the producers of the log below that offset.
/// </summary>
/// <remarks>
/// int16 version, uint32 CRC-32C of the rest, int32 count, then per entry: producer id int64, epoch int16, last sequence int32, last offset
/// int64, offset delta int32, timestamp int64, coordinator epoch int32, first offset of the open transaction int64 (-1: none). Kafka writes
/// one entry per producer; this broker writes one per remembered batch, oldest first, so that duplicates are found after a restart too.
/// Kafka's own reader keeps the last entry. A producer of which only a marker is known has one entry with sequence and offset -1, as in
/// Kafka.
/// </remarks>
internal static class ProducerSnapshot
{
    public const string Suffix = ".snapshot";

    private const short Version = 1;
    private const int HeaderSize = 10;
    private const int EntrySize = 46;

    private static readonly ProducerBatch NoBatch = new(-1, -1, -1, -1);

    public static string PathOf(string directory, long offset) => Path.Combine(directory, Segment.FileName(offset) + Suffix);

    /// <summary>Writes the snapshot at an offset.</summary>
    /// <param name="directory">Directory of the log.</param>
    /// <param name="offset">The states are those of the log below this offset.</param>
    /// <param name="states">The producers to save.</param>
    /// <param name="flush">False for a snapshot that need not survive power loss.</param>
    /// <exception cref="IOException">The disk is full.</exception>
    public static void Save(string directory, long offset, ProducerStates states, bool flush = true)
    {
        var count = states.All.Values.Sum(static state => Math.Max(1, state.Batches.Length));
        var bytes = new byte[HeaderSize + count * EntrySize];
        BinaryPrimitives.WriteInt16BigEndian(bytes, Version);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(6), count);
        var entry = bytes.AsSpan(HeaderSize);
        foreach (var (id, state) in states.All)
        {
            foreach (var batch in state.Batches.IsEmpty ? [NoBatch] : state.Batches)
            {
                WriteEntry(entry, id, state, batch);
                entry = entry[EntrySize..];
            }
        }

        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(2), Crc32C.Compute(bytes.AsSpan(6)));
        AtomicFile.Write(PathOf(directory, offset), bytes, flush);
    }

    /// <summary>Deletes the snapshots of a log, except those at the given offsets.</summary>
    public static void DeleteAllBut(string directory, IEnumerable<long> offsets)
    {
        var kept = offsets.Select(offset => PathOf(directory, offset)).ToHashSet(StringComparer.Ordinal);
        foreach (var path in Directory.GetFiles(directory, "*" + Suffix).Where(path => !kept.Contains(path)))
            File.Delete(path);
    }

    /// <summary>Loads a snapshot; null when the file is damaged, so that the caller uses an older one.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static ProducerStates? TryLoad(string path)
    {
        ReadOnlySpan<byte> bytes = File.ReadAllBytes(path);
        if (bytes.Length < HeaderSize || BinaryPrimitives.ReadInt16BigEndian(bytes) != Version
            || BinaryPrimitives.ReadUInt32BigEndian(bytes[2..]) != Crc32C.Compute(bytes[6..])
            || bytes.Length != HeaderSize + (long)BinaryPrimitives.ReadInt32BigEndian(bytes[6..]) * EntrySize)
            return null;

        var states = new ProducerStates();
        for (var entry = bytes[HeaderSize..]; !entry.IsEmpty; entry = entry[EntrySize..])
            ReadEntry(entry, states);

        return states;
    }

    private static void WriteEntry(Span<byte> entry, long producerId, ProducerState state, ProducerBatch batch)
    {
        BinaryPrimitives.WriteInt64BigEndian(entry, producerId);
        BinaryPrimitives.WriteInt16BigEndian(entry[8..], state.Epoch);
        BinaryPrimitives.WriteInt32BigEndian(entry[10..], batch.LastSequence);
        BinaryPrimitives.WriteInt64BigEndian(entry[14..], batch.LastOffset);
        BinaryPrimitives.WriteInt32BigEndian(entry[22..], batch.OffsetDelta);
        var isLast = batch.LastOffset == (state.Last?.LastOffset ?? -1);
        BinaryPrimitives.WriteInt64BigEndian(entry[26..], isLast ? state.LastTimestampMs : batch.TimestampMs);
        BinaryPrimitives.WriteInt32BigEndian(entry[34..], state.CoordinatorEpoch);
        BinaryPrimitives.WriteInt64BigEndian(entry[38..], state.OpenTransactionOffset ?? -1);
    }

    private static void ReadEntry(ReadOnlySpan<byte> entry, ProducerStates states)
    {
        var id = BinaryPrimitives.ReadInt64BigEndian(entry);
        var epoch = BinaryPrimitives.ReadInt16BigEndian(entry[8..]);
        var lastSequence = BinaryPrimitives.ReadInt32BigEndian(entry[10..]);
        var lastOffset = BinaryPrimitives.ReadInt64BigEndian(entry[14..]);
        var delta = BinaryPrimitives.ReadInt32BigEndian(entry[22..]);
        var timestamp = BinaryPrimitives.ReadInt64BigEndian(entry[26..]);
        var openTransactionOffset = BinaryPrimitives.ReadInt64BigEndian(entry[38..]);
        if (lastSequence >= 0 && lastOffset >= 0)
        {
            var firstSequence = (int)(((long)lastSequence - delta) & int.MaxValue);
            states.Add(id, epoch, new ProducerBatch(firstSequence, lastSequence, lastOffset, timestamp));
        }

        var coordinatorEpoch = BinaryPrimitives.ReadInt32BigEndian(entry[34..]);
        states.Restore(id, epoch, timestamp, coordinatorEpoch, openTransactionOffset >= 0 ? openTransactionOffset : null);
    }
}
