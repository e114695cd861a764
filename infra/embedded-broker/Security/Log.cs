using Microsoft.Extensions.Logging;

namespace MsaSample.Broker.Security;

/// <summary>Log messages of TLS and SASL; event ids 2400 to 2419. User names that a client has not proved are not logged.</summary>
internal static partial class Log
{
    [LoggerMessage(2400, LogLevel.Warning, "Authentication of {Client} by {Mechanism} failed: {Reason}")]
    public static partial void AuthenticationFailed(this ILogger logger, string client, string mechanism, string reason);

    [LoggerMessage(2401, LogLevel.Debug, "Client {Client} authenticated as {User} by {Mechanism}")]
    public static partial void Authenticated(this ILogger logger, string client, string user, string mechanism);

    [LoggerMessage(2402, LogLevel.Information, "Changed {Count} SCRAM credentials")]
    public static partial void CredentialsChanged(this ILogger logger, int count);

    [LoggerMessage(2403, LogLevel.Warning, "Connection of {Client} closed, the TLS handshake failed: {Reason}")]
    public static partial void TlsFailed(this ILogger logger, string client, string reason);
}
