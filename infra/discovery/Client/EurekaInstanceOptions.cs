using System.ComponentModel.DataAnnotations;

namespace MsaSample.Discovery.Client;

/// <summary>Section <c>Eureka:Instance</c>, with Steeltoe's names: what this process says of itself. All of it may be left out.</summary>
internal sealed class EurekaInstanceOptions
{
    public const string Section = "Eureka:Instance";

    /// <summary>Default: host:service:port.</summary>
    public string? InstanceId { get; set; }

    /// <summary>Default: <c>Spring:Application:Name</c>, else the name given to AddDiscovery.</summary>
    public string? AppName { get; set; }

    public string? AppGroup { get; set; }

    /// <summary>Default: the address Kestrel listens on; when that is every address, the machine's name.</summary>
    public string? HostName { get; set; }

    public string? IPAddress { get; set; }

    /// <summary>True: the IP address is registered as host name.</summary>
    public bool PreferIPAddress { get; set; }

    /// <summary>False, or a port here that is also enabled: Kestrel's real port is not used.</summary>
    public bool UseAspNetCoreUrls { get; set; } = true;

    public int? Port { get; set; }

    public bool NonSecurePortEnabled { get; set; }

    public int? SecurePort { get; set; }

    public bool SecurePortEnabled { get; set; }

    public string? VipAddress { get; set; }

    public string? SecureVipAddress { get; set; }

    /// <summary>False: register as STARTING; someone else sets the status to UP.</summary>
    public bool InstanceEnabledOnInit { get; set; } = true;

    /// <summary>Seconds between two heartbeats.</summary>
    [Range(1, 3600)]
    public int LeaseRenewalIntervalInSeconds { get; set; } = 5;

    /// <summary>Seconds without a heartbeat after which the registry drops the instance.</summary>
    [Range(1, 3600)]
    public int LeaseExpirationDurationInSeconds { get; set; } = 15;

    public string StatusPageUrlPath { get; set; } = "/health/ready";

    public string HealthCheckUrlPath { get; set; } = "/health/ready";

    public string HomePageUrlPath { get; set; } = "/";

    public Dictionary<string, string> MetadataMap { get; } = [];

    /// <summary>How long a stopping process goes on serving after it left the registry, so that its callers see it go first.</summary>
    public TimeSpan DrainPeriod { get; set; } = TimeSpan.FromMilliseconds(500);
}
