using MsaSample.Broker.Protocol;

namespace MsaSample.Broker.Groups.ClassicProtocol;

/// <summary>
/// The subscription that consumers send as metadata in JoinGroup (<c>ConsumerProtocolSubscription</c>): an int16 version, then the topics.
/// What follows concerns the assignors only.
/// </summary>
internal static class ConsumerSubscription
{
    public const string ProtocolType = "consumer";

    /// <summary>The topics; none when the bytes are something else, which is no error: the metadata belongs to the clients.</summary>
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
