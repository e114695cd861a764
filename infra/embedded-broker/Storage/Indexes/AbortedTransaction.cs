using System.Buffers.Binary;

namespace MsaSample.Broker.Storage.Indexes;

/// <summary>
/// An aborted transaction of one partition, and its entry in <c>.txnindex</c>: int16 version 0, then the fields in this order, int64 each.
/// </summary>
/// <param name="ProducerId">The producer whose records readers must drop.</param>
/// <param name="FirstOffset">Offset of its first record.</param>
/// <param name="LastOffset">Offset of its abort marker.</param>
/// <param name="LastStableOffset">The last stable offset once the marker was written.</param>
internal readonly record struct AbortedTransaction(long ProducerId, long FirstOffset, long LastOffset, long LastStableOffset)
    : IIndexEntry<AbortedTransaction>
{
    public static int Size => 34;

    public static AbortedTransaction Read(ReadOnlySpan<byte> source) => new(
        BinaryPrimitives.ReadInt64BigEndian(source[2..]), BinaryPrimitives.ReadInt64BigEndian(source[10..]),
        BinaryPrimitives.ReadInt64BigEndian(source[18..]), BinaryPrimitives.ReadInt64BigEndian(source[26..]));

    public void Write(Span<byte> target)
    {
        BinaryPrimitives.WriteInt16BigEndian(target, 0);
        BinaryPrimitives.WriteInt64BigEndian(target[2..], ProducerId);
        BinaryPrimitives.WriteInt64BigEndian(target[10..], FirstOffset);
        BinaryPrimitives.WriteInt64BigEndian(target[18..], LastOffset);
        BinaryPrimitives.WriteInt64BigEndian(target[26..], LastStableOffset);
    }

    /// <summary>Whether it may have records at or after <paramref name="from"/> and before <paramref name="to"/>.</summary>
    public bool Overlaps(long from, long to) => LastOffset >= from && FirstOffset < to;
}

/// <summary>
/// The aborted transactions whose markers lie in one segment, in the order of the markers. The file exists only when there are any.
/// </summary>
internal sealed class AbortedTransactionIndex(string path) : IndexFile<AbortedTransaction>(path)
{
    public const string Suffix = ".txnindex";

    public void Add(AbortedTransaction aborted) => Append(aborted);

    /// <summary>Writes the file, unless there are no entries and no file.</summary>
    public void SaveIfAny()
    {
        if (Count > 0 || FileExists)
            Save();
    }
}
