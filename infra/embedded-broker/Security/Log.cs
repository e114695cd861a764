using Microsoft.Extensions.Logging;

namespace MsaSample.Broker.Security;

/// <summary>What the security side says; event ids 2400 to 2419. Names that a client claims without proof are not written down.</summary>
internal static partial class Log
{
    [LoggerMessage(2400, LogLevel.Warning, "{Client}: authentication by {Mechanism} failed: {Reason}")]
    public static partial void AuthenticationFailed(this ILogger logger, string client, string mechanism, string reason);

    [LoggerMessage(2401, LogLevel.Debug, "{Client}: authenticated as {User} by {Mechanism}")]
    public static partial void Authenticated(this ILogger logger, string client, string user, string mechanism);

    [LoggerMessage(2402, LogLevel.Information, "{Count} SCRAM credentials changed")]
    public static partial void CredentialsChanged(this ILogger logger, int count);

    [LoggerMessage(2403, LogLevel.Warning, "{Client}: connection closed, the TLS handshake failed: {Reason}")]
    public static partial void TlsFailed(this ILogger logger, string client, string reason);
}
