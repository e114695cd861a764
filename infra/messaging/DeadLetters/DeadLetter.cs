using MsaSample.Messaging.Inbox;

namespace MsaSample.Messaging.DeadLetters;

/// <summary>A record that could not be applied, with the reason.</summary>
internal sealed record DeadLetter(IncomingEvent Record, string Reason);
