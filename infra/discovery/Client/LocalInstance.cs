using System.Net;
using System.Net.Sockets;
using MsaSample.Discovery.Wire;

namespace MsaSample.Discovery.Client;

/// <summary>Makes the registration of this process from its options and the addresses that Kestrel listens on.</summary>
internal static class LocalInstance
{
    private static readonly string[] AllAddresses = ["*", "+", "0.0.0.0", "[::]"];

    public static WireInstance Describe(
        EurekaInstanceOptions options, string service, IReadOnlyCollection<string> addresses, DateTimeOffset now)
    {
        var bound = addresses.Select(ListenAddress.Parse).ToList();
        var plain = PortOf(options.Port, options.NonSecurePortEnabled, options.UseAspNetCoreUrls, bound.Find(a => a.Scheme == "http"));
        var secure = PortOf(options.SecurePort, options.SecurePortEnabled, options.UseAspNetCoreUrls, bound.Find(a => a.Scheme == "https"));
        var (host, ip) = HostAndIp(options, bound.FirstOrDefault());
        var name = options.AppName ?? service;
        var origin = secure.Enabled && !plain.Enabled ? Origin("https", host, secure.Number) : Origin("http", host, plain.Number);
        var milliseconds = now.ToUnixTimeMilliseconds();
        return new WireInstance
        {
            InstanceId = options.InstanceId ?? $"{host}:{name}:{(plain.Enabled ? plain : secure).Number}",
            App = name.ToUpperInvariant(),
            AppGroupName = options.AppGroup?.ToUpperInvariant(),
            HostName = host,
            IpAddr = ip,
            Status = options.InstanceEnabledOnInit ? InstanceStatus.Up : InstanceStatus.Starting,
            Port = plain,
            SecurePort = secure,
            VipAddress = options.VipAddress ?? name,
            SecureVipAddress = options.SecureVipAddress ?? name,
            HomePageUrl = origin + options.HomePageUrlPath,
            StatusPageUrl = origin + options.StatusPageUrlPath,
            HealthCheckUrl = origin + options.HealthCheckUrlPath,
            Metadata = options.MetadataMap.Where(pair => !string.IsNullOrEmpty(pair.Value)).ToDictionary(),
            Lease = new WireLease
            {
                RenewalIntervalInSecs = options.LeaseRenewalIntervalInSeconds,
                DurationInSecs = options.LeaseExpirationDurationInSeconds,
            },
            LastUpdatedTimestamp = milliseconds,
            LastDirtyTimestamp = milliseconds,
        };
    }

    private static WirePort PortOf(int? configured, bool enabled, bool useListenAddress, ListenAddress? bound)
    {
        if (configured is { } port && enabled)
            return new WirePort(port, true);
        if (useListenAddress && bound is not null)
            return new WirePort(bound.Port, true);
        return new WirePort(configured ?? 0, enabled && configured is not null);
    }

    private static (string Host, string Ip) HostAndIp(EurekaInstanceOptions options, ListenAddress? bound)
    {
        var listensOnOne = bound is not null && !AllAddresses.Contains(bound.Host);
        var host = options.HostName ?? (listensOnOne ? bound!.Host.Trim('[', ']') : Dns.GetHostName());
        var ip = options.IPAddress ?? ResolveIp(host);
        return (options.PreferIPAddress ? ip : host, ip);
    }

    private static string ResolveIp(string host)
    {
        if (IPAddress.TryParse(host, out _))
            return host;
        try
        {
            return Dns.GetHostAddresses(host).OrderByDescending(a => a.AddressFamily == AddressFamily.InterNetwork).First().ToString();
        }
        catch (SocketException)
        {
            // A name that only other machines can resolve, for example a container's, is still the right name to register.
            return "127.0.0.1";
        }
    }

    private static string Origin(string scheme, string host, int port) => $"{scheme}://{InstanceAddress.Bracket(host)}:{port}";

    /// <summary>An address of IServerAddressesFeature. Not a Uri, which does not accept the hosts "*" and "+".</summary>
    private sealed record ListenAddress(string Scheme, string Host, int Port)
    {
        public static ListenAddress Parse(string address)
        {
            var scheme = address[..address.IndexOf("://", StringComparison.Ordinal)];
            var authority = address[(scheme.Length + 3)..].TrimEnd('/');
            var colon = authority.LastIndexOf(':');
            var hasPort = colon > authority.LastIndexOf(']');
            return new ListenAddress(
                scheme,
                hasPort ? authority[..colon] : authority,
                hasPort ? int.Parse(authority[(colon + 1)..]) : scheme == "https" ? 443 : 80);
        }
    }
}
