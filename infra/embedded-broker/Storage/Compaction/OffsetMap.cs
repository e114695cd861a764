using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace MsaSample.Broker.Storage.Compaction;

/// <summary>
/// A hash map from keys to their last offsets, in bounded memory: 24 bytes per slot, with the first 128 bits of SHA-256 for each key.
/// </summary>
/// <remarks>Two keys with the same 128 bits would count as one; with a cryptographic hash such a pair cannot be constructed.</remarks>
internal sealed class OffsetMap(int maxKeys)
{
    private Slot[] _slots = new Slot[1024];

    /// <summary>Number of distinct keys.</summary>
    public int Count { get; private set; }

    /// <summary>The last offset that the map covers; -1 for none.</summary>
    public long LatestOffset { get; set; } = -1;

    public bool HasRoomFor(int keys) => keys <= maxKeys - Count;

    /// <summary>Sets the offset of a key, replacing an earlier one.</summary>
    public void Put(ReadOnlySpan<byte> key, long offset)
    {
        if ((Count + 1L) * 4 > _slots.Length * 3L)
            Grow();

        var (high, low) = Hash(key);
        ref var slot = ref Find(_slots, high, low);
        if (slot.IsFree)
            Count++;

        slot = new Slot(high, low, offset + 1);
    }

    /// <summary>The last offset of a key; -1 when the map does not hold the key.</summary>
    public long Find(ReadOnlySpan<byte> key)
    {
        var (high, low) = Hash(key);
        return Find(_slots, high, low).Next - 1;
    }

    private static (ulong High, ulong Low) Hash(ReadOnlySpan<byte> key)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(key, hash);
        var words = MemoryMarshal.Cast<byte, ulong>(hash);
        return (words[0], words[1]);
    }

    private static ref Slot Find(Slot[] slots, ulong high, ulong low)
    {
        var mask = slots.Length - 1;
        for (var i = (int)low & mask; ; i = (i + 1) & mask)
        {
            if (slots[i].IsFree || (slots[i].Low == low && slots[i].High == high))
                return ref slots[i];
        }
    }

    private void Grow()
    {
        var larger = new Slot[_slots.Length * 2];
        foreach (var slot in _slots)
        {
            if (!slot.IsFree)
                Find(larger, slot.High, slot.Low) = slot;
        }

        _slots = larger;
    }

    // Next = offset + 1, so that a zeroed slot is a free one.
    private readonly record struct Slot(ulong High, ulong Low, long Next)
    {
        public bool IsFree => Next == 0;
    }
}
