using Microsoft.Extensions.Logging;
using MsaSample.Broker.Protocol;

namespace MsaSample.Broker.Network;

/// <summary>What the network side says; event ids 2000 to 2019.</summary>
internal static partial class Log
{
    [LoggerMessage(2000, LogLevel.Warning, "{Client}: connection closed, it sent {Reason}")]
    public static partial void ConnectionRefused(this ILogger logger, string client, string reason);

    [LoggerMessage(2001, LogLevel.Debug, "{Client}: connection ended: {Reason}")]
    public static partial void ConnectionEnded(this ILogger logger, string client, string reason);

    [LoggerMessage(2002, LogLevel.Error, "{Client}: connection closed, it failed")]
    public static partial void ConnectionFailed(this ILogger logger, Exception exception, string client);

    [LoggerMessage(2003, LogLevel.Debug, "not listening on [::1]:{Port}: {Reason}")]
    public static partial void NoIpv6(this ILogger logger, int port, string reason);

    [LoggerMessage(2004, LogLevel.Warning, "{Count} connections did not end in time and were aborted")]
    public static partial void ConnectionsAborted(this ILogger logger, int count);

    [LoggerMessage(2005, LogLevel.Error, "{Client} ({ClientId}): {Api} v{Version} failed")]
    public static partial void RequestFailed(
        this ILogger logger, Exception exception, string client, string? clientId, ApiKey api, short version);

    [LoggerMessage(2006, LogLevel.Debug, "{Client}: connection closed, it sent no request for {Seconds:0} s")]
    public static partial void ConnectionIdle(this ILogger logger, string client, double seconds);

    [LoggerMessage(2007, LogLevel.Warning, "{Client}: connection closed, {Reason} for {Seconds:0} s")]
    public static partial void ConnectionStalled(this ILogger logger, string client, string reason, double seconds);

    [LoggerMessage(2008, LogLevel.Warning, "{Client}: connections refused, it has {OfClient} of {All}; no more are allowed")]
    public static partial void TooManyConnections(this ILogger logger, string client, int ofClient, int all);
}
