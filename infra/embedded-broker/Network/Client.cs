using System.Net;

namespace MsaSample.Broker.Network;

/// <summary>The name of a client in logs and for handlers.</summary>
internal static class Client
{
    /// <summary>The address as Kafka prints it: <c>/127.0.0.1</c>.</summary>
    public static string HostOf(EndPoint? endPoint) => endPoint is IPEndPoint ip ? $"/{ip.Address}" : "/unknown";
}
