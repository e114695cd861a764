using MsaSample.Broker.Handlers;
using MsaSample.Broker.Protocol;

namespace MsaSample.Broker.Tests.Network;

/// <summary>Frames as a client sends them, without their size.</summary>
internal static class RequestFrame
{
    /// <summary>Header v1 or, where the version is flexible, v2, then the body.</summary>
    public static byte[] Of(ApiKey key, short version, ReadOnlySpan<byte> body, int correlationId = 1)
    {
        var writer = new KafkaWriter();
        writer.WriteInt16((short)key);
        writer.WriteInt16(version);
        writer.WriteInt32(correlationId);
        writer.WriteNullableString("raw");
        if (ApiTable.Instance.Find(key)!.Versions.IsFlexible(version))
            writer.WriteUnsignedVarint(0); // no tagged fields
        writer.WriteRaw(body);
        return writer.Written.ToArray();
    }
}
