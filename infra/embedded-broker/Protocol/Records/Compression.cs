using System.Buffers;
using System.IO.Compression;
using K4os.Compression.LZ4.Streams;

namespace MsaSample.Broker.Protocol.Records;

/// <summary>
/// Compresses and decompresses the records of batches. The broker stores batches as they come and decompresses them only to look inside.
/// </summary>
internal static class Compression
{
    /// <summary>Limit on decompressed records, in bytes, so that a small batch cannot fill the memory.</summary>
    public const int MaxUnpackedBytes = 64 * 1024 * 1024;

    // Java clients cannot read LZ4 frames whose blocks depend on each other.
    private static readonly LZ4EncoderSettings IndependentBlocks = new() { ChainBlocks = false };

    /// <summary>Compresses the records of one batch.</summary>
    public static byte[] Compress(CompressionType codec, ReadOnlySpan<byte> records)
    {
        using var target = new MemoryStream();
        switch (codec)
        {
            case CompressionType.Gzip:
                using (var gzip = new GZipStream(target, CompressionLevel.Fastest, leaveOpen: true))
                    gzip.Write(records);
                break;
            case CompressionType.Snappy:
                target.Write(Snappier.Snappy.CompressToArray(records));
                break;
            case CompressionType.Lz4:
                using (var lz4 = LZ4Stream.Encode(target, IndependentBlocks, leaveOpen: true))
                    lz4.Write(records);
                break;
            case CompressionType.Zstd:
                using (var zstd = new ZstdSharp.CompressionStream(target, leaveOpen: true))
                    zstd.Write(records);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(codec), codec, "No such codec.");
        }

        return target.ToArray();
    }

    /// <summary>Decompresses the records of one batch into a rented buffer; null when they are damaged or too large.</summary>
    public static UnpackedRecords? TryUnpack(CompressionType codec, ReadOnlySpan<byte> records)
    {
        try
        {
            if (codec == CompressionType.Snappy)
                return SnappyFraming.Unpack(records, MaxUnpackedBytes);

            var packed = ArrayPool<byte>.Shared.Rent(records.Length);
            try
            {
                records.CopyTo(packed);
                using var source = new MemoryStream(packed, 0, records.Length, writable: false);
                using var unpacking = OpenUnpacking(codec, source);
                return ReadAll(unpacking);
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(packed);
            }
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Each codec throws exceptions of its own for damaged input.
            return null;
        }
    }

    private static Stream OpenUnpacking(CompressionType codec, MemoryStream source) => codec switch
    {
        CompressionType.Gzip => new GZipStream(source, CompressionMode.Decompress),
        CompressionType.Lz4 => LZ4Stream.Decode(source),
        CompressionType.Zstd => new ZstdSharp.DecompressionStream(source),
        _ => throw new InvalidDataException($"Codec {(int)codec} does not exist."),
    };

    private static UnpackedRecords? ReadAll(Stream source)
    {
        var buffer = new UnpackedRecords(16 * 1024);
        try
        {
            int read;
            while ((read = source.Read(buffer.Free)) > 0)
            {
                if (!buffer.TryAdvance(read, MaxUnpackedBytes))
                {
                    buffer.Dispose();
                    return null;
                }
            }
        }
        catch
        {
            buffer.Dispose();
            throw;
        }

        return buffer;
    }
}
