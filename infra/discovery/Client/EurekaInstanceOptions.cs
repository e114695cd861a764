using System.ComponentModel.DataAnnotations;

namespace MsaSample.Discovery.Client;

/// <summary>
/// The settings of the section <c>Eureka:Instance</c>, with Steeltoe's names: how this process registers. All are optional.
/// </summary>
internal sealed class EurekaInstanceOptions
{
    public const string Section = "Eureka:Instance";

    /// <summary>The default is host:service:port.</summary>
    public string? InstanceId { get; set; }

    /// <summary>The default is <c>Spring:Application:Name</c>, or else the name given to AddDiscovery.</summary>
    public string? AppName { get; set; }

    public string? AppGroup { get; set; }

    /// <summary>The default is the address that Kestrel listens on, or the machine's name when Kestrel listens on all addresses.</summary>
    public string? HostName { get; set; }

    public string? IPAddress { get; set; }

    /// <summary>When true, the IP address is registered as the host name.</summary>
    public bool PreferIPAddress { get; set; }

    /// <summary>When false, or when a port below is set and enabled, the port that Kestrel listens on is not used.</summary>
    public bool UseAspNetCoreUrls { get; set; } = true;

    public int? Port { get; set; }

    public bool NonSecurePortEnabled { get; set; }

    public int? SecurePort { get; set; }

    public bool SecurePortEnabled { get; set; }

    public string? VipAddress { get; set; }

    public string? SecureVipAddress { get; set; }

    /// <summary>When false, the instance registers as STARTING, and an operator sets the status to UP.</summary>
    public bool InstanceEnabledOnInit { get; set; } = true;

    /// <summary>How many seconds pass between two heartbeats.</summary>
    [Range(1, 3600)]
    public int LeaseRenewalIntervalInSeconds { get; set; } = 5;

    /// <summary>After how many seconds without a heartbeat the registry removes the instance.</summary>
    [Range(1, 3600)]
    public int LeaseExpirationDurationInSeconds { get; set; } = 15;

    public string StatusPageUrlPath { get; set; } = "/health/ready";

    public string HealthCheckUrlPath { get; set; } = "/health/ready";

    public string HomePageUrlPath { get; set; } = "/";

    public Dictionary<string, string> MetadataMap { get; } = [];

    /// <summary>
    /// How long a stopping process still serves after it has left the registry, so that its callers notice before it stops listening.
    /// </summary>
    public TimeSpan DrainPeriod { get; set; } = TimeSpan.FromMilliseconds(500);
}
