namespace MsaSample.Messaging.DeadLetters;

/// <summary>What a redrive did: the number of dead letters it removed, or why it changed nothing.</summary>
internal sealed record Redrive(int Count, RedriveRefusal? Refusal = null, string? Reason = null);

internal enum RedriveRefusal
{
    /// <summary>None of the key's dead letters is an event.</summary>
    NoEvent,

    /// <summary>The only events of the key have a type that the service does not know.</summary>
    UnknownType,

    /// <summary>A handler, or the database, refuses them still.</summary>
    StillRefused,
}
