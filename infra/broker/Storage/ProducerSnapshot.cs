using System.Buffers.Binary;
using MsaSample.Broker.Protocol.Records;

namespace MsaSample.Broker.Storage;

/// <summary>Producer states in Kafka's snapshot format, version 1: <c>{offset}.snapshot</c> holds what the log below that offset says.</summary>
/// <remarks>
/// int16 version, uint32 CRC-32C of the rest, int32 count, then per entry: producer id int64, epoch int16, last sequence int32, last offset int64,
/// offset delta int32, timestamp int64, coordinator epoch int32, first offset of the open transaction int64. Kafka writes one entry per producer; here a producer has
/// one per remembered batch, oldest first, so that duplicates are still known after a restart. Kafka's own reader keeps the last one.
/// </remarks>
internal static class ProducerSnapshot
{
    public const string Suffix = ".snapshot";

    private const short Version = 1;
    private const int HeaderSize = 10;
    private const int EntrySize = 46;

    public static string PathOf(string directory, long offset) => Path.Combine(directory, Segment.FileName(offset) + Suffix);

    public static void Save(string directory, long offset, ProducerStates states)
    {
        var count = states.All.Values.Sum(static state => state.Batches.Length);
        var bytes = new byte[HeaderSize + count * EntrySize];
        BinaryPrimitives.WriteInt16BigEndian(bytes, Version);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(6), count);
        var entry = bytes.AsSpan(HeaderSize);
        foreach (var (id, state) in states.All)
        {
            foreach (var batch in state.Batches)
            {
                WriteEntry(entry, id, state.Epoch, batch);
                entry = entry[EntrySize..];
            }
        }

        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(2), Crc32C.Compute(bytes.AsSpan(6)));
        AtomicFile.Write(PathOf(directory, offset), bytes);
    }

    /// <summary>Deletes the snapshots at all other offsets.</summary>
    public static void DeleteAllBut(string directory, IEnumerable<long> offsets)
    {
        var kept = offsets.Select(offset => PathOf(directory, offset)).ToHashSet(StringComparer.Ordinal);
        foreach (var path in Directory.GetFiles(directory, "*" + Suffix).Where(path => !kept.Contains(path)))
            File.Delete(path);
    }

    /// <summary>Null when the file is damaged: the caller falls back to an older one.</summary>
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

    private static void WriteEntry(Span<byte> entry, long producerId, short epoch, ProducerBatch batch)
    {
        BinaryPrimitives.WriteInt64BigEndian(entry, producerId);
        BinaryPrimitives.WriteInt16BigEndian(entry[8..], epoch);
        BinaryPrimitives.WriteInt32BigEndian(entry[10..], batch.LastSequence);
        BinaryPrimitives.WriteInt64BigEndian(entry[14..], batch.LastOffset);
        BinaryPrimitives.WriteInt32BigEndian(entry[22..], batch.OffsetDelta);
        BinaryPrimitives.WriteInt64BigEndian(entry[26..], batch.TimestampMs);
        BinaryPrimitives.WriteInt32BigEndian(entry[34..], -1);
        BinaryPrimitives.WriteInt64BigEndian(entry[38..], -1);
    }

    private static void ReadEntry(ReadOnlySpan<byte> entry, ProducerStates states)
    {
        var lastSequence = BinaryPrimitives.ReadInt32BigEndian(entry[10..]);
        var delta = BinaryPrimitives.ReadInt32BigEndian(entry[22..]);
        states.Add(
            BinaryPrimitives.ReadInt64BigEndian(entry),
            BinaryPrimitives.ReadInt16BigEndian(entry[8..]),
            new ProducerBatch(
                (int)(((long)lastSequence - delta) & int.MaxValue), lastSequence,
                BinaryPrimitives.ReadInt64BigEndian(entry[14..]), BinaryPrimitives.ReadInt64BigEndian(entry[26..])));
    }
}
