using MsaSample.Broker.Protocol;

namespace MsaSample.Broker.Groups.ClassicProtocol;

/// <summary>The subscription that consumers put into JoinGroup: int16 version, then the topics; the rest is the assignor's.</summary>
internal static class ConsumerSubscription
{
    public const string ProtocolType = "consumer";

    /// <summary>The topics; none when the bytes are something else, which the broker does not judge.</summary>
    public static IReadOnlyList<string> Topics(byte[] metadata)
    {
        try
        {
            var reader = new KafkaReader(metadata);
            _ = reader.ReadInt16();
            return reader.ReadStrings();
        }
        catch (KafkaProtocolException)
        {
            return [];
        }
    }
}
