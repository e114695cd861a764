using System.Buffers.Text;

namespace MsaSample.Broker.Storage;

/// <summary>Kafka's text form of a UUID: big-endian, in 22 characters of URL-safe base64.</summary>
internal static class KafkaId
{
    public static string Format(Guid id) => Base64Url.EncodeToString(id.ToByteArray(bigEndian: true));
}
