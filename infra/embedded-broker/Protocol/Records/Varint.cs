namespace MsaSample.Broker.Protocol.Records;

/// <summary>Zig-zag variable-length integers of record format v2.</summary>
internal static class Varint
{
    private const int MaxBytes64 = 10;

    /// <summary>
    /// Reads a varint at <paramref name="position"/> and advances it. False when it is cut short or longer than ten bytes.
    /// </summary>
    public static bool TryReadInt64(ReadOnlySpan<byte> data, ref int position, out long value)
    {
        ulong raw = 0;
        for (var i = 0; i < MaxBytes64; i++)
        {
            if (position >= data.Length)
                break;

            var next = data[position++];
            raw |= (ulong)(next & 0x7F) << (7 * i);
            if ((next & 0x80) == 0)
            {
                value = (long)(raw >> 1) ^ -(long)(raw & 1);
                return true;
            }
        }

        value = 0;
        return false;
    }

    /// <summary>As <see cref="TryReadInt64"/>; also false when the value does not fit 32 bits.</summary>
    public static bool TryReadInt32(ReadOnlySpan<byte> data, ref int position, out int value)
    {
        var ok = TryReadInt64(data, ref position, out var wide) && wide is >= int.MinValue and <= int.MaxValue;
        value = ok ? (int)wide : 0;
        return ok;
    }

    /// <summary>Bytes that <see cref="Write"/> would append.</summary>
    public static int SizeOf(long value)
    {
        var raw = (ulong)((value << 1) ^ (value >> 63));
        var size = 1;
        for (; raw >= 0x80; raw >>= 7)
            size++;

        return size;
    }

    /// <summary>Appends <paramref name="value"/> as a zig-zag varint.</summary>
    public static void Write(List<byte> target, long value)
    {
        var raw = (ulong)((value << 1) ^ (value >> 63));
        while (raw >= 0x80)
        {
            target.Add((byte)(raw | 0x80));
            raw >>= 7;
        }

        target.Add((byte)raw);
    }
}
