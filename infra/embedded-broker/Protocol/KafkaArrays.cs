namespace MsaSample.Broker.Protocol;

/// <summary>
/// Reads the protocol's arrays. A declared count alone is no reason to allocate: lists grow with the elements that arrive.
/// </summary>
internal static class KafkaArrays
{
    private const int InitialCapacity = 256;

    public static IReadOnlyList<T> ReadArray<T>(this ref KafkaReader reader, short version) where T : IReadable<T> =>
        reader.ReadNullableArray<T>(version) ?? throw Null();

    public static IReadOnlyList<T>? ReadNullableArray<T>(this ref KafkaReader reader, short version) where T : IReadable<T>
    {
        var count = reader.ReadArrayLength();
        if (count < 0)
            return null;

        var items = new List<T>(Math.Min(count, InitialCapacity));
        for (var i = 0; i < count; i++)
            items.Add(T.Read(ref reader, version));
        return items;
    }

    public static IReadOnlyList<string> ReadStrings(this ref KafkaReader reader) => reader.ReadNullableStrings() ?? throw Null();

    public static IReadOnlyList<string>? ReadNullableStrings(this ref KafkaReader reader)
    {
        var count = reader.ReadArrayLength();
        if (count < 0)
            return null;

        var items = new List<string>(Math.Min(count, InitialCapacity));
        for (var i = 0; i < count; i++)
            items.Add(reader.ReadString());
        return items;
    }

    public static IReadOnlyList<int> ReadInt32s(this ref KafkaReader reader)
    {
        var items = new int[CountOfIntegers(ref reader, sizeof(int))];
        for (var i = 0; i < items.Length; i++)
            items[i] = reader.ReadInt32();
        return items;
    }

    public static IReadOnlyList<long> ReadInt64s(this ref KafkaReader reader)
    {
        var items = new long[CountOfIntegers(ref reader, sizeof(long))];
        for (var i = 0; i < items.Length; i++)
            items[i] = reader.ReadInt64();
        return items;
    }

    // Null counts as empty.
    private static int CountOfIntegers(ref KafkaReader reader, int size)
    {
        var count = reader.ReadArrayLength();
        return count <= reader.Remaining / size
            ? Math.Max(0, count)
            : throw new KafkaProtocolException($"array of {count} integers in {reader.Remaining} bytes");
    }

    private static KafkaProtocolException Null() => new("null for an array that must not be null");
}
