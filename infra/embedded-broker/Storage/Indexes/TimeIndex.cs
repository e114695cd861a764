using System.Buffers.Binary;

namespace MsaSample.Broker.Storage.Indexes;

/// <summary>
/// Entry of <c>.timeindex</c>: int64 largest timestamp so far (Unix ms), and int32 last offset of the batch that has it, relative to the
/// base offset of the segment.
/// </summary>
internal readonly record struct TimeEntry(long Timestamp, int RelativeOffset) : IIndexEntry<TimeEntry>
{
    public static int Size => 12;

    public static TimeEntry Read(ReadOnlySpan<byte> source) =>
        new(BinaryPrimitives.ReadInt64BigEndian(source), BinaryPrimitives.ReadInt32BigEndian(source[8..]));

    public void Write(Span<byte> target)
    {
        BinaryPrimitives.WriteInt64BigEndian(target, Timestamp);
        BinaryPrimitives.WriteInt32BigEndian(target[8..], RelativeOffset);
    }
}

/// <summary>Sparse index from timestamps to offsets. Timestamps rise strictly from entry to entry.</summary>
internal sealed class TimeIndex(string path) : IndexFile<TimeEntry>(path)
{
    /// <summary>Adds an entry if its timestamp is above that of the last entry.</summary>
    public void AddIfLater(long timestamp, int relativeOffset)
    {
        if (timestamp >= 0 && (Last is not { } last || timestamp > last.Timestamp))
            Append(new TimeEntry(timestamp, relativeOffset));
    }

    /// <summary>
    /// The relative offset of a batch; every record before that batch has a timestamp below <paramref name="timestamp"/>.
    /// </summary>
    public int OffsetBefore(long timestamp)
    {
        var entries = Entries;
        var (low, high) = (0, entries.Length);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (entries[middle].Timestamp <= timestamp)
                low = middle + 1;
            else
                high = middle;
        }

        return low == 0 ? 0 : entries[low - 1].RelativeOffset;
    }
}
