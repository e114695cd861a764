using System.Buffers.Binary;

namespace MsaSample.Broker.Storage.Indexes;

/// <summary>
/// Entry of <c>.index</c>: int32 last offset of a batch, relative to the base offset of the segment, and int32 position of the batch in the
/// log file.
/// </summary>
internal readonly record struct OffsetEntry(int RelativeOffset, int Position) : IIndexEntry<OffsetEntry>
{
    public static int Size => 8;

    public static OffsetEntry Read(ReadOnlySpan<byte> source) =>
        new(BinaryPrimitives.ReadInt32BigEndian(source), BinaryPrimitives.ReadInt32BigEndian(source[4..]));

    public void Write(Span<byte> target)
    {
        BinaryPrimitives.WriteInt32BigEndian(target, RelativeOffset);
        BinaryPrimitives.WriteInt32BigEndian(target[4..], Position);
    }
}

/// <summary>Sparse index from offsets to positions in the log file.</summary>
internal sealed class OffsetIndex(string path) : IndexFile<OffsetEntry>(path)
{
    public void Add(int relativeOffset, int position) => Append(new OffsetEntry(relativeOffset, position));

    /// <summary>Position of an indexed batch at or before the one with this offset, from where to scan for it.</summary>
    public int PositionBefore(long relativeOffset)
    {
        var entries = Entries;
        var (low, high) = (0, entries.Length);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (entries[middle].RelativeOffset <= relativeOffset)
                low = middle + 1;
            else
                high = middle;
        }

        return low == 0 ? 0 : entries[low - 1].Position;
    }

    /// <summary>Start of the last indexed batch at or before a file position.</summary>
    public int BatchStartBefore(long position)
    {
        var entries = Entries;
        var after = CountUpTo(entries, position);
        return after == 0 ? 0 : entries[after - 1].Position;
    }

    /// <summary>Entry of the first indexed batch that starts at or after a file position; null when there is none.</summary>
    public OffsetEntry? FirstFrom(long position)
    {
        var entries = Entries;
        var index = CountUpTo(entries, position - 1);
        return index == entries.Length ? null : entries[index];
    }

    // Number of entries whose batch starts at or before a file position.
    private static int CountUpTo(ReadOnlySpan<OffsetEntry> entries, long position)
    {
        var (low, high) = (0, entries.Length);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (entries[middle].Position <= position)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}
