namespace MsaSample.Broker.Network;

/// <summary>Limits on what clients may use. A client that exceeds one loses its connection; the others are not affected.</summary>
public sealed class BrokerLimits
{
    /// <summary>Open connections (Kafka's <c>max.connections</c>).</summary>
    public int MaxConnections { get; set; } = 10_000;

    /// <summary>Open connections from one address (Kafka's <c>max.connections.per.ip</c>).</summary>
    public int MaxConnectionsPerIp { get; set; } = int.MaxValue;

    /// <summary>Bytes of one request (Kafka's <c>socket.request.max.bytes</c>); at most half of the memory for requests counts.</summary>
    public int MaxRequestBytes { get; set; } = 100 * 1024 * 1024;

    /// <summary>
    /// Bytes of all requests that are being received or handled (as Kafka's <c>queued.max.request.bytes</c>). A request above 4 KiB is not
    /// read until there is room for all of it; smaller ones never wait. Requests above 2 MiB (or an eighth of this, if that is less)
    /// leave at least a quarter to the others. With SASL an eighth is reserved for clients that have not authenticated yet.
    /// </summary>
    public long MaxRequestBytesInFlight { get; set; } = 256 * 1024 * 1024;

    /// <summary>
    /// A connection is closed when it has had no request for this time, or when its client has read nothing of a response for this time
    /// (Kafka's <c>connections.max.idle.ms</c>).
    /// </summary>
    public TimeSpan MaxIdle { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// How long a request may wait for memory, and how far its arrival may fall behind a rate of 64 KiB per second, before its connection
    /// is closed.
    /// </summary>
    public TimeSpan MaxRequestStall { get; set; } = TimeSpan.FromSeconds(30);
}
