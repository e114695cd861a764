namespace MsaSample.Discovery.Wire;

/// <summary>
/// An instance in the Eureka protocol (InstanceInfo). Times are Unix milliseconds. <see cref="EurekaFields"/> writes and reads it.
/// </summary>
public sealed record WireInstance
{
    public required string InstanceId { get; init; }
    public required string App { get; init; }
    public string HostName { get; init; } = "";
    public string IpAddr { get; init; } = "";
    public InstanceStatus Status { get; init; } = InstanceStatus.Up;

    /// <summary>The status that an operator set; UNKNOWN when there is none.</summary>
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

    /// <summary>When the instance last changed its registration; null when the client did not send it.</summary>
    public long? LastDirtyTimestamp { get; init; }

    public WireAction Action { get; init; } = WireAction.Added;
}

/// <summary>A port, and whether the instance listens on it.</summary>
public sealed record WirePort(int Number, bool Enabled);

/// <summary>The data center of an instance; Java clients choose their type for it by the class name.</summary>
public sealed record WireDataCenter(string? Name, string Class, IReadOnlyDictionary<string, string>? Metadata = null)
{
    public static WireDataCenter MyOwn { get; } = new("MyOwn", "com.netflix.appinfo.InstanceInfo$DefaultDataCenterInfo");
}

/// <summary>A lease in the Eureka protocol (LeaseInfo): intervals in seconds, times in Unix milliseconds, 0 = never.</summary>
public sealed record WireLease
{
    public int RenewalIntervalInSecs { get; init; } = 30;
    public int DurationInSecs { get; init; } = 90;
    public long RegistrationTimestamp { get; init; }
    public long LastRenewalTimestamp { get; init; }
    public long EvictionTimestamp { get; init; }
    public long ServiceUpTimestamp { get; init; }
}

/// <summary>The kind of the last change of an instance, in a delta.</summary>
public enum WireAction
{
    Added,
    Modified,
    Deleted,
}
