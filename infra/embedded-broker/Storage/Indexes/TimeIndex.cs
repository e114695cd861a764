using System.Buffers.Binary;

namespace MsaSample.Broker.Storage.Indexes;

/// <summary>Entry of <c>.timeindex</c>: the largest timestamp so far (Unix ms) and the last offset of the batch that has it, relative to the segment's base.</summary>
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

/// <summary>Sparse map from time to offset. Times rise strictly.</summary>
internal sealed class TimeIndex(string path) : IndexFile<TimeEntry>(path)
{
    /// <summary>Adds an entry unless time has not moved since the last one.</summary>
    public void AddIfLater(long timestamp, int relativeOffset)
    {
        if (timestamp >= 0 && (Last is not { } last || timestamp > last.Timestamp))
            Append(new TimeEntry(timestamp, relativeOffset));
    }

    /// <summary>A relative offset before which every record is older than <paramref name="timestamp"/>.</summary>
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
