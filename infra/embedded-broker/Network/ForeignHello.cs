namespace MsaSample.Broker.Network;

/// <summary>What else comes to a Kafka port by mistake, known by its first four bytes; as sizes they would all be above 100 MiB.</summary>
internal static class ForeignHello
{
    /// <summary>What it is, in words for the log; null when it may be Kafka's protocol.</summary>
    public static string? Recognise(ReadOnlySpan<byte> start)
    {
        if (start is [0x16, 0x03, ..])
            return "a TLS hello; this port speaks Kafka's protocol in plain text";
        if (start.SequenceEqual("SSH-"u8))
            return "an SSH hello; this port speaks Kafka's protocol";
        return IsHttp(start) ? "an HTTP request; this port speaks Kafka's protocol" : null;
    }

    // "PRI " begins HTTP/2.
    private static bool IsHttp(ReadOnlySpan<byte> start) =>
        start.SequenceEqual("GET "u8) || start.SequenceEqual("POST"u8) || start.SequenceEqual("HEAD"u8) || start.SequenceEqual("PUT "u8)
        || start.SequenceEqual("DELE"u8) || start.SequenceEqual("OPTI"u8) || start.SequenceEqual("PATC"u8) || start.SequenceEqual("CONN"u8)
        || start.SequenceEqual("TRAC"u8) || start.SequenceEqual("PRI "u8);
}
