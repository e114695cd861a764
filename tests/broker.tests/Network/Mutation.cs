using System.Buffers.Binary;

namespace MsaSample.Broker.Tests.Network;

/// <summary>Makes malformed bytes from valid ones: truncated, changed, extended, with wrong lengths.</summary>
internal sealed class Mutation(Random random, IReadOnlyList<byte[]> corpus)
{
    private static readonly long[] Odd =
    [
        0, 1, -1, -2, sbyte.MaxValue, 0x80, byte.MaxValue, short.MaxValue, short.MinValue, 1 << 20,
        int.MaxValue, int.MinValue, long.MaxValue, long.MinValue,
    ];

    /// <summary>A body of the corpus after one to four changes.</summary>
    public byte[] Next(byte[] body)
    {
        List<byte> bytes = [.. body];
        for (var changes = random.Next(1, 5); changes > 0; changes--)
            Change(bytes);
        return [.. bytes];
    }

    private void Change(List<byte> bytes)
    {
        var at = random.Next(bytes.Count + 1);
        var length = Math.Min(random.Next(1, 17), bytes.Count - at);
        switch (random.Next(8))
        {
            case 0:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
            case 1 when length > 0:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 2 when length > 0:
                bytes[at] = (byte)Odd[random.Next(Odd.Length)];
                break;
            case 3:
                Overwrite(bytes, at);
                break;
            case 4:
                bytes.InsertRange(at, Enumerable.Range(0, random.Next(1, 9)).Select(_ => (byte)random.Next(256)));
                break;
            case 5:
                bytes.RemoveRange(at, length);
                break;
            case 6:
                var part = bytes.GetRange(at, length);
                for (var times = random.Next(1, 500); times > 0; times--)
                    bytes.InsertRange(at, part);
                break;
            default:
                bytes.AddRange(corpus[random.Next(corpus.Count)]);
                break;
        }
    }

    private void Overwrite(List<byte> bytes, int at)
    {
        Span<byte> number = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(number, Odd[random.Next(Odd.Length)]);
        number = number[^(1 << random.Next(1, 4))..];
        for (var i = 0; i < number.Length && at + i < bytes.Count; i++)
            bytes[at + i] = number[i];
    }
}
