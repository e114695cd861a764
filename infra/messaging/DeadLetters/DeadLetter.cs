using MsaSample.Messaging.Inbox;

namespace MsaSample.Messaging.DeadLetters;

/// <summary>A record that could not be applied, with the reason.</summary>
internal sealed record DeadLetter(IncomingEvent Record, string Reason)
{
    /// <summary>How the reason of an event begins whose type this version of the service does not know.</summary>
    public const string UnknownType = "the service neither handles nor ignores its type";

    /// <summary>False when the database refused the record's body: its length is kept in its place, and its place in the topic.</summary>
    public bool KeepBody { get; init; } = true;
}
