using System.Buffers.Binary;
using Snappier;

namespace MsaSample.Broker.Protocol.Records;

/// <summary>Snappy in the two forms that Kafka clients send: xerial blocks (Java and most others) or one raw block (librdkafka).</summary>
/// <remarks>
/// xerial: magic 82 53 4E 41 50 50 59 00, int32 version, int32 compatible version, then blocks of int32 length and raw Snappy.
/// </remarks>
internal static class SnappyFraming
{
    private const int HeaderSize = 16;

    private static ReadOnlySpan<byte> Magic => [0x82, 0x53, 0x4E, 0x41, 0x50, 0x50, 0x59, 0x00];

    /// <summary>Decompresses; null when the result would exceed <paramref name="limit"/> bytes.</summary>
    /// <exception cref="InvalidDataException">The data is not Snappy.</exception>
    public static UnpackedRecords? Unpack(ReadOnlySpan<byte> packed, int limit)
    {
        var target = new UnpackedRecords(Math.Max(1024, packed.Length * 2));
        try
        {
            if (TryUnpackInto(target, packed, limit))
                return target;
        }
        catch
        {
            target.Dispose();
            throw;
        }

        target.Dispose();
        return null;
    }

    private static bool TryUnpackInto(UnpackedRecords target, ReadOnlySpan<byte> packed, int limit)
    {
        if (!packed.StartsWith(Magic))
            return TryUnpackBlock(target, packed, limit);

        if (packed.Length < HeaderSize)
            throw new InvalidDataException("The Snappy header is cut short.");

        var rest = packed[HeaderSize..];
        while (!rest.IsEmpty)
        {
            var length = rest.Length < sizeof(int) ? -1 : BinaryPrimitives.ReadInt32BigEndian(rest);
            if (length < 0 || length > rest.Length - sizeof(int))
                throw new InvalidDataException($"A Snappy block has {length} bytes, but {rest.Length} are left.");

            if (!TryUnpackBlock(target, rest.Slice(sizeof(int), length), limit))
                return false;

            rest = rest[(sizeof(int) + length)..];
        }

        return true;
    }

    private static bool TryUnpackBlock(UnpackedRecords target, ReadOnlySpan<byte> block, int limit)
    {
        var size = Snappy.GetUncompressedLength(block);
        if (size < 0 || size > limit - target.Bytes.Length)
            return false;

        target.Reserve(size);
        return target.TryAdvance(Snappy.Decompress(block, target.Free), limit);
    }
}
