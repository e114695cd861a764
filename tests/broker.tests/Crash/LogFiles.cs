using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Text;

namespace MsaSample.Broker.Tests.Crash;

/// <summary>A record as stored in a log file.</summary>
internal readonly record struct StoredRecord(long Offset, string Value);

/// <summary>
/// A small reader of log files that shares no code with the broker. It reads batches of magic 2 without compression (KIP-98: a header of 61
/// bytes, with the CRC-32C of all bytes after it), and fails at damage and at gaps between offsets.
/// </summary>
internal static class LogFiles
{
    private const int LengthEnd = 12;
    private const int CrcAt = 17;
    private const int AttributesAt = 21;
    private const int LastOffsetDeltaAt = 23;
    private const int ProducerIdAt = 43;
    private const int CountAt = 57;
    private const int HeaderSize = 61;
    private const int TransactionalBatch = 0x10;
    private const int ControlBatch = 0x20;

    /// <summary>Every record of a partition in order, without transaction markers; and its batches.</summary>
    public static (List<StoredRecord> Records, List<StoredBatch> Batches) Read(string partitionDirectory)
    {
        var records = new List<StoredRecord>();
        var batches = new List<StoredBatch>();
        var next = 0L;
        foreach (var file in Directory.GetFiles(partitionDirectory, "*.log").Order(StringComparer.Ordinal))
        {
            Assert.Equal(next, long.Parse(Path.GetFileNameWithoutExtension(file), CultureInfo.InvariantCulture));
            var bytes = File.ReadAllBytes(file).AsSpan();
            while (bytes.Length > 0)
            {
                var size = LengthEnd + BinaryPrimitives.ReadInt32BigEndian(bytes[8..]);
                next = ReadBatch(bytes[..size], next, records);
                batches.Add(new(
                    BinaryPrimitives.ReadInt64BigEndian(bytes[ProducerIdAt..]),
                    (bytes[AttributesAt + 1] & TransactionalBatch) != 0,
                    (bytes[AttributesAt + 1] & ControlBatch) != 0));
                bytes = bytes[size..];
            }
        }

        return (records, batches);
    }

    private static long ReadBatch(ReadOnlySpan<byte> batch, long expected, List<StoredRecord> records)
    {
        var baseOffset = BinaryPrimitives.ReadInt64BigEndian(batch);
        var lastDelta = BinaryPrimitives.ReadInt32BigEndian(batch[LastOffsetDeltaAt..]);
        var count = BinaryPrimitives.ReadInt32BigEndian(batch[CountAt..]);
        Assert.Equal(expected, baseOffset);
        Assert.Equal(lastDelta + 1, count);
        Assert.Equal(BinaryPrimitives.ReadUInt32BigEndian(batch[CrcAt..]), Crc(batch[AttributesAt..]));

        if ((batch[AttributesAt + 1] & ControlBatch) == 0)
        {
            var rest = batch[HeaderSize..];
            for (var i = 0; i < count; i++)
                records.Add(ReadRecord(ref rest, baseOffset));
            Assert.Equal(0, rest.Length);
        }

        return baseOffset + lastDelta + 1;
    }

    private static StoredRecord ReadRecord(ref ReadOnlySpan<byte> rest, long baseOffset)
    {
        var size = (int)ReadVarint(ref rest);
        var record = rest[..size];
        rest = rest[size..];

        record = record[1..]; // attributes
        ReadVarint(ref record); // timestamp
        var offset = baseOffset + ReadVarint(ref record);
        ReadText(ref record); // key
        var value = ReadText(ref record);
        Assert.Equal(0, ReadVarint(ref record)); // headers
        Assert.Equal(0, record.Length);
        return new(offset, value);
    }

    private static string ReadText(ref ReadOnlySpan<byte> bytes)
    {
        var length = (int)ReadVarint(ref bytes);
        if (length < 0)
            return "";

        var text = Encoding.UTF8.GetString(bytes[..length]);
        bytes = bytes[length..];
        return text;
    }

    private static long ReadVarint(ref ReadOnlySpan<byte> bytes)
    {
        var zigzag = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var next = bytes[0];
            bytes = bytes[1..];
            zigzag |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
                return (long)(zigzag >> 1) ^ -(long)(zigzag & 1);
        }
    }

    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var next in bytes)
            crc = BitOperations.Crc32C(crc, next);

        return ~crc;
    }
}
