namespace MsaSample.Messaging.Inbox;

/// <summary>
/// A handler failed while the service's database went on answering: whatever the cause is, it is not an outage of that database.
/// </summary>
internal sealed class HandlerException(Exception cause) : Exception("A handler failed.", cause);
