using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace MsaSample.Broker.Protocol.Records;

/// <summary>CRC-32C (Castagnoli), the checksum of record batches v2 and of Kafka's producer snapshots.</summary>
internal static class Crc32C
{
    /// <summary>The checksum of <paramref name="data"/>; uses the processor's own instruction where it has one.</summary>
    public static uint Compute(ReadOnlySpan<byte> data)
    {
        var crc = uint.MaxValue;
        var words = MemoryMarshal.Cast<byte, ulong>(data);
        foreach (var word in words)
            crc = BitOperations.Crc32C(crc, BitConverter.IsLittleEndian ? word : BinaryPrimitives.ReverseEndianness(word));

        foreach (var value in data[(words.Length * sizeof(ulong))..])
            crc = BitOperations.Crc32C(crc, value);

        return ~crc;
    }
}
