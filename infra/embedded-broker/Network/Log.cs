using Microsoft.Extensions.Logging;
using MsaSample.Broker.Protocol;

namespace MsaSample.Broker.Network;

/// <summary>Log messages of the network; event ids 2000 to 2019.</summary>
internal static partial class Log
{
    [LoggerMessage(2000, LogLevel.Warning, "Connection of {Client} closed: {Reason}")]
    public static partial void ConnectionRefused(this ILogger logger, string client, string reason);

    [LoggerMessage(2001, LogLevel.Debug, "Connection of {Client} ended: {Reason}")]
    public static partial void ConnectionEnded(this ILogger logger, string client, string reason);

    [LoggerMessage(2002, LogLevel.Error, "Connection of {Client} failed and was closed")]
    public static partial void ConnectionFailed(this ILogger logger, Exception exception, string client);

    [LoggerMessage(2003, LogLevel.Debug, "Cannot listen on [::1]:{Port}: {Reason}")]
    public static partial void NoIpv6(this ILogger logger, int port, string reason);

    [LoggerMessage(2004, LogLevel.Warning, "Aborted {Count} connections that did not end in time")]
    public static partial void ConnectionsAborted(this ILogger logger, int count);

    [LoggerMessage(2005, LogLevel.Error, "Request {Api} v{Version} of {Client} ({ClientId}) failed")]
    public static partial void RequestFailed(
        this ILogger logger, Exception exception, string client, string? clientId, ApiKey api, short version);

    [LoggerMessage(2006, LogLevel.Debug, "Connection of {Client} closed: no request for {Seconds:0} s")]
    public static partial void ConnectionIdle(this ILogger logger, string client, double seconds);

    [LoggerMessage(2007, LogLevel.Warning, "Connection of {Client} closed: {Reason} for {Seconds:0} s")]
    public static partial void ConnectionStalled(this ILogger logger, string client, string reason, double seconds);

    [LoggerMessage(
        2008, LogLevel.Warning, "Connections of {Client} refused: it has {OfClient} of {All} connections and more are not allowed")]
    public static partial void TooManyConnections(this ILogger logger, string client, int ofClient, int all);
}
