using MsaSample.Broker.Protocol;

namespace MsaSample.Broker.Groups.ConsumerProtocol;

/// <summary>
/// What the values of a consumer group's records have in common: they begin with version 0 and end with tagged fields, of which only tag 0
/// is used.
/// </summary>
internal static class RecordValue
{
    public const short Version = 0;

    private const uint NoTags = 0;
    private const uint OneTag = 1;
    private const uint FirstTag = 0;

    /// <summary>Begins a value with its version.</summary>
    public static KafkaWriter New()
    {
        var writer = new KafkaWriter(flexible: true);
        writer.WriteInt16(Version);
        return writer;
    }

    /// <summary>A reader of a value, placed after the version.</summary>
    /// <exception cref="KafkaProtocolException">The value has another version.</exception>
    public static KafkaReader Open(byte[] value)
    {
        var reader = new KafkaReader(value, flexible: true);
        var version = reader.ReadInt16();
        return version == Version ? reader : throw new KafkaProtocolException($"the value has version {version}, not {Version}");
    }

    /// <summary>Ends a value without tagged fields, and returns its bytes.</summary>
    public static byte[] Close(this KafkaWriter writer)
    {
        writer.WriteUnsignedVarint(NoTags);
        return writer.Written.ToArray();
    }

    /// <summary>Writes tag 0 as the only tagged field.</summary>
    public static void WriteFirstTag(this KafkaWriter writer, ReadOnlySpan<byte> content)
    {
        writer.WriteUnsignedVarint(OneTag);
        writer.WriteUnsignedVarint(FirstTag);
        writer.WriteUnsignedVarint((uint)content.Length);
        writer.WriteRaw(content);
    }

    /// <summary>Moves the reader to the content of tag 0; false when there is none.</summary>
    public static bool FindFirstTag(ref KafkaReader reader)
    {
        if (reader.ReadUnsignedVarint() == NoTags || reader.ReadUnsignedVarint() != FirstTag)
            return false;

        reader.ReadUnsignedVarint(); // the size of the content
        return true;
    }
}
