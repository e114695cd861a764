namespace MsaSample.Broker.Security;

/// <summary>The client's tokens do not authenticate it; the message is told to the client.</summary>
internal sealed class SaslFailedException(string message) : Exception(message);
