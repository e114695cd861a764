using MsaSample.Broker.Security;

namespace MsaSample.Broker.Network;

/// <summary>
/// The memory for the requests of all connections. With SASL a part of it is reserved for clients that have not authenticated yet:
/// however many they are, they take nothing from the others.
/// </summary>
internal sealed class RequestMemory
{
    private const int StrangersShare = 8;

    public RequestMemory(BrokerLimits limits, SaslOptions? sasl = null)
    {
        var all = limits.MaxRequestBytesInFlight;
        var strangers = sasl is null ? 0 : all / StrangersShare;
        (Users, Strangers) = (new RequestShare(all - strangers), new RequestShare(strangers));
    }

    /// <summary>For authenticated clients, or for all of them without SASL.</summary>
    public RequestShare Users { get; }

    /// <summary>For clients that have not authenticated yet.</summary>
    public RequestShare Strangers { get; }

    /// <summary>Bytes in use.</summary>
    public long Used => Users.Used + Strangers.Used;
}
