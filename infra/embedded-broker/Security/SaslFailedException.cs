namespace MsaSample.Broker.Security;

/// <summary>Authentication has failed; the message is sent to the client.</summary>
internal sealed class SaslFailedException(string message) : Exception(message);
