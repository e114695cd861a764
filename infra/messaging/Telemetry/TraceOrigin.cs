namespace MsaSample.Messaging.Telemetry;

/// <summary>W3C trace context (https://www.w3.org/TR/trace-context/), in the form that its columns hold.</summary>
internal readonly record struct TraceOrigin
{
    /// <summary>Length of <c>version-traceid-parentid-flags</c>.</summary>
    public const int ParentLength = 55;

    /// <summary>The length that every participant must pass on; a longer state may be dropped.</summary>
    public const int MaxStateLength = 512;

    private TraceOrigin(string traceParent, string? traceState) => (TraceParent, TraceState) = (traceParent, traceState);

    public string? TraceParent { get; }

    public string? TraceState { get; }

    /// <summary>The trace of a record or request; none if its <c>traceparent</c> is not W3C's. A state that is not, is left out.</summary>
    public static TraceOrigin From(string? traceParent, string? traceState) =>
        traceParent is not null && IsParent(traceParent) ? new(Known(traceParent), IsState(traceState) ? traceState : null) : default;

    private static bool IsParent(string text) =>
        text.Length >= ParentLength
        && text[2] == '-' && text[35] == '-' && text[52] == '-'
        && IsHex(text.AsSpan(0, 2)) && !text.StartsWith("ff", StringComparison.Ordinal)
        && IsId(text.AsSpan(3, 32)) && IsId(text.AsSpan(36, 16))
        && IsHex(text.AsSpan(53, 2))
        && (text.Length == ParentLength || (text[ParentLength] == '-' && !IsVersion00(text)));

    // A later version may have more fields; what follows is built from those that version 00 has.
    private static string Known(string text) => IsVersion00(text) ? text : string.Concat("00", text.AsSpan(2, ParentLength - 2));

    private static bool IsVersion00(string text) => text.StartsWith("00", StringComparison.Ordinal);

    private static bool IsId(ReadOnlySpan<char> text) => IsHex(text) && text.ContainsAnyExcept('0');

    private static bool IsHex(ReadOnlySpan<char> text)
    {
        foreach (var character in text)
        {
            if (!char.IsAsciiHexDigitLower(character))
                return false;
        }

        return true;
    }

    private static bool IsState(string? text) =>
        text is { Length: > 0 and <= MaxStateLength } && !text.AsSpan().ContainsAnyExceptInRange(' ', '~');
}
