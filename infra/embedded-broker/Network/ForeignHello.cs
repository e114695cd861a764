namespace MsaSample.Broker.Network;

/// <summary>
/// Recognises other protocols that reach a Kafka port by mistake by their first four bytes. As sizes these would all exceed 100 MiB.
/// </summary>
internal static class ForeignHello
{
    /// <summary>A text for the log; null when it may be Kafka's protocol.</summary>
    public static string? Recognise(ReadOnlySpan<byte> start)
    {
        if (start is [0x16, 0x03, ..])
            return "received a TLS hello; this port speaks Kafka's protocol in plain text";
        if (start.SequenceEqual("SSH-"u8))
            return "received an SSH hello; this port speaks Kafka's protocol";
        return IsHttp(start) ? "received an HTTP request; this port speaks Kafka's protocol" : null;
    }

    // "PRI " begins HTTP/2.
    private static bool IsHttp(ReadOnlySpan<byte> start) =>
        start.SequenceEqual("GET "u8) || start.SequenceEqual("POST"u8) || start.SequenceEqual("HEAD"u8) || start.SequenceEqual("PUT "u8)
        || start.SequenceEqual("DELE"u8) || start.SequenceEqual("OPTI"u8) || start.SequenceEqual("PATC"u8) || start.SequenceEqual("CONN"u8)
        || start.SequenceEqual("TRAC"u8) || start.SequenceEqual("PRI "u8);
}
