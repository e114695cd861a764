using MsaSample.Messaging.Inbox;

namespace MsaSample.Messaging.DeadLetters;

/// <summary>A record that was put aside, and why.</summary>
internal sealed record DeadLetter(IncomingEvent Record, string Reason);
