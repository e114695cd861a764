using MsaSample.Broker.Protocol;

namespace MsaSample.Broker.Groups.ConsumerProtocol;

/// <summary>What the values of a consumer group's records have in common: version 0 at the front, tagged fields, of which only the first is ever used.</summary>
internal static class RecordValue
{
    public const short Version = 0;

    private const uint NoTags = 0;
    private const uint OneTag = 1;
    private const uint FirstTag = 0;

    /// <summary>A value with its version, to be filled.</summary>
    public static KafkaWriter New()
    {
        var writer = new KafkaWriter(flexible: true);
        writer.WriteInt16(Version);
        return writer;
    }

    /// <summary>A value behind its version.</summary>
    /// <exception cref="KafkaProtocolException">The version is never written here.</exception>
    public static KafkaReader Open(byte[] value)
    {
        var reader = new KafkaReader(value, flexible: true);
        var version = reader.ReadInt16();
        return version == Version ? reader : throw new KafkaProtocolException($"a value of version {version} where {Version} must be");
    }

    /// <summary>The value's bytes, without tagged fields.</summary>
    public static byte[] Close(this KafkaWriter writer)
    {
        writer.WriteUnsignedVarint(NoTags);
        return writer.Written.ToArray();
    }

    /// <summary>Writes tagged fields: the first one only.</summary>
    public static void WriteFirstTag(this KafkaWriter writer, ReadOnlySpan<byte> content)
    {
        writer.WriteUnsignedVarint(OneTag);
        writer.WriteUnsignedVarint(FirstTag);
        writer.WriteUnsignedVarint((uint)content.Length);
        writer.WriteRaw(content);
    }

    /// <summary>Leaves the reader at the content of the first tagged field, when that is there.</summary>
    public static bool FindFirstTag(ref KafkaReader reader)
    {
        if (reader.ReadUnsignedVarint() == NoTags || reader.ReadUnsignedVarint() != FirstTag)
            return false;

        reader.ReadUnsignedVarint(); // its size
        return true;
    }
}
