using MsaSample.Discovery.Wire;

namespace MsaSample.Discovery.Client;

/// <summary>Turns an instance as the registry lists it into one with a URI that callers can use.</summary>
internal static class InstanceAddress
{
    /// <summary>
    /// Null when the instance has no usable port or host. When both ports are enabled, https is preferred, as in Steeltoe.
    /// </summary>
    public static ServiceInstance? ToServiceInstance(WireInstance wire)
    {
        var (scheme, port) = wire.SecurePort.Enabled ? ("https", wire.SecurePort.Number) : ("http", wire.Port.Number);
        var host = wire.HostName.Length > 0 ? wire.HostName : wire.IpAddr;
        var status = wire.OverriddenStatus != InstanceStatus.Unknown ? wire.OverriddenStatus : wire.Status;
        return port is > 0 and < 65536 && Uri.TryCreate($"{scheme}://{Bracket(host)}:{port}/", UriKind.Absolute, out var uri)
            ? new ServiceInstance(wire.InstanceId, uri, status, wire.Metadata)
            : null;
    }

    /// <summary>An IPv6 literal needs brackets in a URL.</summary>
    public static string Bracket(string host) => host.Contains(':', StringComparison.Ordinal) ? $"[{host}]" : host;
}
