namespace MsaSample.Discovery.Wire;

/// <summary>InstanceInfo of the Eureka protocol: one instance as it travels. Times are Unix milliseconds.</summary>
public sealed record WireInstance
{
    public required string InstanceId { get; init; }
    public required string App { get; init; }
    public string HostName { get; init; } = "";
    public string IpAddr { get; init; } = "";
    public InstanceStatus Status { get; init; } = InstanceStatus.Up;

    /// <summary>What an operator set the status to; UNKNOWN when nobody did.</summary>
    public InstanceStatus OverriddenStatus { get; init; }

    public WirePort Port { get; init; } = new(7001, true);
    public WirePort SecurePort { get; init; } = new(7002, false);
    public int CountryId { get; init; } = 1;
    public WireDataCenter? DataCenter { get; init; } = WireDataCenter.MyOwn;
    public WireLease Lease { get; init; } = new();
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = System.Collections.Frozen.FrozenDictionary<string, string>.Empty;
    public string? HomePageUrl { get; init; }
    public string? StatusPageUrl { get; init; }
    public string? HealthCheckUrl { get; init; }
    public string? SecureHealthCheckUrl { get; init; }
    public string? VipAddress { get; init; }
    public string? SecureVipAddress { get; init; }
    public string? AppGroupName { get; init; }
    public string? AsgName { get; init; }
    public bool IsCoordinatingDiscoveryServer { get; init; }
    public long LastUpdatedTimestamp { get; init; }

    /// <summary>When the instance last changed what it says of itself; null when it did not say.</summary>
    public long? LastDirtyTimestamp { get; init; }

    public WireAction Action { get; init; } = WireAction.Added;
}

/// <summary>A port and whether it is in use.</summary>
public sealed record WirePort(int Number, bool Enabled);

/// <summary>Where the instance runs; the class name is what Java readers choose their type by.</summary>
public sealed record WireDataCenter(string? Name, string Class, IReadOnlyDictionary<string, string>? Metadata = null)
{
    public static WireDataCenter MyOwn { get; } = new("MyOwn", "com.netflix.appinfo.InstanceInfo$DefaultDataCenterInfo");
}

/// <summary>LeaseInfo: intervals in seconds, the rest Unix milliseconds, 0 = never.</summary>
public sealed record WireLease
{
    public int RenewalIntervalInSecs { get; init; } = 30;
    public int DurationInSecs { get; init; } = 90;
    public long RegistrationTimestamp { get; init; }
    public long LastRenewalTimestamp { get; init; }
    public long EvictionTimestamp { get; init; }
    public long ServiceUpTimestamp { get; init; }
}

/// <summary>What happened to an instance, in a delta.</summary>
public enum WireAction
{
    Added,
    Modified,
    Deleted,
}
