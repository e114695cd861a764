namespace MsaSample.Broker.Network;

/// <summary>What clients may take of the broker. A client that goes beyond loses its connection; the others notice nothing.</summary>
public sealed class BrokerLimits
{
    /// <summary>Connections at a time (Kafka's <c>max.connections</c>).</summary>
    public int MaxConnections { get; set; } = 10_000;

    /// <summary>Connections at a time from one address (Kafka's <c>max.connections.per.ip</c>).</summary>
    public int MaxConnectionsPerIp { get; set; } = int.MaxValue;

    /// <summary>Bytes of one request (Kafka's <c>socket.request.max.bytes</c>); never more than half of the memory it is counted into.</summary>
    public int MaxRequestBytes { get; set; } = 100 * 1024 * 1024;

    /// <summary>
    /// Bytes of all requests that are being received or handled (as Kafka's <c>queued.max.request.bytes</c>). A request above 4 KiB is not
    /// read until there is room for all of it; smaller ones never wait. Those above 2 MiB (or an eighth of it, if that is less) leave at
    /// least a quarter to the others. With SASL, an eighth is for those who have not authenticated yet.
    /// </summary>
    public long MaxRequestBytesInFlight { get; set; } = 256 * 1024 * 1024;

    /// <summary>A connection without a request, or a client that takes nothing of its response, is closed after it (Kafka's <c>connections.max.idle.ms</c>).</summary>
    public TimeSpan MaxIdle { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// How long a request may wait for memory, and then how far it may be behind a client that sends 64 KiB of it in a second; beyond that
    /// its connection ends.
    /// </summary>
    public TimeSpan MaxRequestStall { get; set; } = TimeSpan.FromSeconds(30);
}
