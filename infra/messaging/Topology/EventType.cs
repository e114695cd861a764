namespace MsaSample.Messaging.Topology;

/// <summary>Which type names an event may have: those that every table stores as they are.</summary>
internal static class EventType
{
    public const int MaxLength = 200;

    /// <summary>Printable ASCII, 1 to <see cref="MaxLength"/> characters.</summary>
    public static bool IsValid(string type) =>
        type.Length is > 0 and <= MaxLength && !type.AsSpan().ContainsAnyExceptInRange('!', '~');
}
