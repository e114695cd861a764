using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace MsaSample.Broker.Storage.Compaction;

/// <summary>The last offset of each key, in bounded memory: 24 bytes per slot, keys as the first 128 bits of their SHA-256.</summary>
/// <remarks>Two keys with the same 128 bits would be taken for one; with a cryptographic hash nobody can make such a pair.</remarks>
internal sealed class OffsetMap(int maxKeys)
{
    private Slot[] _slots = new Slot[1024];

    /// <summary>Distinct keys so far.</summary>
    public int Count { get; private set; }

    /// <summary>The offset up to which the log was looked at, this one included; -1 before anything was.</summary>
    public long LatestOffset { get; set; } = -1;

    public bool HasRoomFor(int keys) => keys <= maxKeys - Count;

    /// <summary>Remembers the offset of a key; a later one replaces it.</summary>
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

    /// <summary>The last offset of a key; -1 when it has none here.</summary>
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
