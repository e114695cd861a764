using MsaSample.Broker.Security;

namespace MsaSample.Broker.Network;

/// <summary>
/// The memory that requests of all connections may hold together. With SASL a part of it is for those who have not authenticated yet:
/// however many they are, they take nothing from the others.
/// </summary>
internal sealed class RequestMemory
{
    private const int PartOfStrangers = 8;

    public RequestMemory(BrokerLimits limits, SaslOptions? sasl = null)
    {
        var all = limits.MaxRequestBytesInFlight;
        var strangers = sasl is null ? 0 : all / PartOfStrangers;
        (Users, Strangers) = (new RequestShare(all - strangers), new RequestShare(strangers));
    }

    /// <summary>For clients that may send any request.</summary>
    public RequestShare Users { get; }

    /// <summary>For clients that have to authenticate first.</summary>
    public RequestShare Strangers { get; }

    /// <summary>Bytes that are held now.</summary>
    public long Used => Users.Used + Strangers.Used;
}
