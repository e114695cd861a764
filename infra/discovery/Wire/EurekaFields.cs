namespace MsaSample.Discovery.Wire;

/// <summary>
/// The fields of Eureka's lists, instances (InstanceInfo) and leases (LeaseInfo), in the order in which a stock server writes them. This is
/// the one list behind JSON and XML, for writing and for reading; source: com.netflix.appinfo.InstanceInfo and its converters.
/// </summary>
public static class EurekaFields
{
    public static void Write(IFieldWriter to, WireApplications applications)
    {
        to.Text("versions__delta", applications.VersionsDelta);
        to.Text("apps__hashcode", applications.HashCode);
        to.List("application", applications.Applications, application => Write(to, application));
    }

    public static void Write(IFieldWriter to, WireApplication application)
    {
        to.Text("name", application.Name);
        to.List("instance", application.Instances, instance => Write(to, instance));
    }

    public static void Write(IFieldWriter to, WireInstance instance)
    {
        to.Text("instanceId", instance.InstanceId);
        to.Text("hostName", instance.HostName);
        to.Text("app", instance.App);
        to.Text("ipAddr", instance.IpAddr);
        to.Text("status", instance.Status.ToWire());
        to.Text(to.OverriddenStatus, instance.OverriddenStatus.ToWire());
        to.Port("port", instance.Port);
        to.Port("securePort", instance.SecurePort);
        to.Number("countryId", instance.CountryId);
        WriteDataCenter(to, instance.DataCenter ?? WireDataCenter.MyOwn);
        WriteLease(to, instance.Lease);
        WriteMetadata(to, instance.Metadata);
        WriteOptional(to, "homePageUrl", instance.HomePageUrl);
        WriteOptional(to, "statusPageUrl", instance.StatusPageUrl);
        WriteOptional(to, "healthCheckUrl", instance.HealthCheckUrl);
        WriteOptional(to, "secureHealthCheckUrl", instance.SecureHealthCheckUrl);
        WriteOptional(to, "vipAddress", instance.VipAddress);
        WriteOptional(to, "secureVipAddress", instance.SecureVipAddress);
        WriteOptional(to, "appGroupName", instance.AppGroupName);
        WriteOptional(to, "asgName", instance.AsgName);
        // Texts in both forms: a stock server writes these four as strings in JSON too.
        to.Text("isCoordinatingDiscoveryServer", instance.IsCoordinatingDiscoveryServer ? "true" : "false");
        to.Text("lastUpdatedTimestamp", $"{instance.LastUpdatedTimestamp}");
        to.Text("lastDirtyTimestamp", $"{instance.LastDirtyTimestamp ?? instance.LastUpdatedTimestamp}");
        to.Text("actionType", instance.Action.ToString().ToUpperInvariant());
    }

    /// <summary>
    /// A missing id, application, host or address becomes an empty text, which the server refuses; other fields get Eureka's defaults.
    /// </summary>
    public static WireInstance Read(IFieldReader from)
    {
        var hostName = from.Text("hostName") ?? "";
        return new WireInstance
        {
            InstanceId = from.Text("instanceId") ?? hostName,
            HostName = hostName,
            App = (from.Text("app") ?? "").ToUpperInvariant(),
            IpAddr = from.Text("ipAddr") ?? "",
            Status = Status(from.Text("status"), InstanceStatus.Up),
            OverriddenStatus = Status(from.Text("overriddenStatus") ?? from.Text("overriddenstatus"), InstanceStatus.Unknown),
            Port = from.Port("port", new WirePort(7001, true)),
            SecurePort = from.Port("securePort", new WirePort(7002, false)),
            CountryId = (int)(Number(from, "countryId") ?? 1),
            DataCenter = from.DataCenter("dataCenterInfo"),
            Lease = from.Child("leaseInfo") is { } lease ? ReadLease(lease) : new WireLease(),
            Metadata = from.Map("metadata"),
            HomePageUrl = from.Text("homePageUrl"),
            StatusPageUrl = from.Text("statusPageUrl"),
            HealthCheckUrl = from.Text("healthCheckUrl"),
            SecureHealthCheckUrl = from.Text("secureHealthCheckUrl"),
            VipAddress = from.Text("vipAddress"),
            SecureVipAddress = from.Text("secureVipAddress"),
            AppGroupName = from.Text("appGroupName")?.ToUpperInvariant(),
            AsgName = from.Text("asgName"),
            IsCoordinatingDiscoveryServer = bool.TryParse(from.Text("isCoordinatingDiscoveryServer"), out var coordinates) && coordinates,
            LastUpdatedTimestamp = Number(from, "lastUpdatedTimestamp") ?? 0,
            LastDirtyTimestamp = Number(from, "lastDirtyTimestamp"),
            Action = Enum.TryParse<WireAction>(from.Text("actionType"), ignoreCase: true, out var action) ? action : WireAction.Added,
        };
    }

    private static void WriteDataCenter(IFieldWriter to, WireDataCenter dataCenter)
    {
        to.Start("dataCenterInfo");
        to.JavaClass(dataCenter.Class);
        to.Text("name", dataCenter.Name);
        if (dataCenter.Metadata is { } metadata)
            WriteMetadata(to, metadata);
        to.End();
    }

    private static void WriteMetadata(IFieldWriter to, IReadOnlyDictionary<string, string> metadata)
    {
        to.Start("metadata");
        if (metadata.Count == 0)
            to.JavaClass("java.util.Collections$EmptyMap");
        foreach (var (key, value) in metadata)
            to.Entry(key, value);
        to.End();
    }

    private static void WriteLease(IFieldWriter to, WireLease lease)
    {
        to.Start("leaseInfo");
        to.Number("renewalIntervalInSecs", lease.RenewalIntervalInSecs);
        to.Number("durationInSecs", lease.DurationInSecs);
        to.Number("registrationTimestamp", lease.RegistrationTimestamp);
        to.Number("lastRenewalTimestamp", lease.LastRenewalTimestamp);
        to.Number("evictionTimestamp", lease.EvictionTimestamp);
        to.Number("serviceUpTimestamp", lease.ServiceUpTimestamp);
        to.End();
    }

    private static WireLease ReadLease(IFieldReader from) => new()
    {
        RenewalIntervalInSecs = (int)(Number(from, "renewalIntervalInSecs") ?? 30),
        DurationInSecs = (int)(Number(from, "durationInSecs") ?? 90),
        RegistrationTimestamp = Number(from, "registrationTimestamp") ?? 0,
        // Older servers wrote the time of the last renewal under the second name.
        LastRenewalTimestamp = Number(from, "lastRenewalTimestamp") ?? Number(from, "renewalTimestamp") ?? 0,
        EvictionTimestamp = Number(from, "evictionTimestamp") ?? 0,
        ServiceUpTimestamp = Number(from, "serviceUpTimestamp") ?? 0,
    };

    private static void WriteOptional(IFieldWriter to, string name, string? value)
    {
        if (value is not null)
            to.Text(name, value);
    }

    private static InstanceStatus Status(string? name, InstanceStatus whenMissing)
    {
        if (name is null)
            return whenMissing;
        return InstanceStatusNames.TryParse(name, out var status) ? status : InstanceStatus.Unknown;
    }

    private static long? Number(IFieldReader from, string name) => long.TryParse(from.Text(name), out var number) ? number : null;
}
