using System.Text.Json;

namespace MsaSample.Discovery.Wire;

/// <summary>
/// Writes Eureka's JSON with exactly the types a stock server uses: ports, countryId and leaseInfo are numbers; @enabled, the two
/// last…Timestamp members, isCoordinatingDiscoveryServer and versions__delta are strings. Strict readers depend on it.
/// </summary>
public static class EurekaJsonWriter
{
    /// <summary>{"applications":{…}}: answer of GET apps, apps/delta, vips, svips.</summary>
    public static void Write(Utf8JsonWriter writer, WireApplications applications)
    {
        writer.WriteStartObject();
        writer.WriteStartObject("applications");
        writer.WriteString("versions__delta", applications.VersionsDelta);
        writer.WriteString("apps__hashcode", applications.HashCode);
        writer.WriteStartArray("application");
        foreach (var application in applications.Applications)
            WriteApplication(writer, application);
        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.Flush();
    }

    /// <summary>{"application":{…}}: answer of GET apps/{app}.</summary>
    public static void Write(Utf8JsonWriter writer, WireApplication application)
    {
        writer.WriteStartObject();
        writer.WritePropertyName("application");
        WriteApplication(writer, application);
        writer.WriteEndObject();
        writer.Flush();
    }

    /// <summary>{"instance":{…}}: body of a registration, answer of GET apps/{app}/{id}.</summary>
    public static void Write(Utf8JsonWriter writer, WireInstance instance)
    {
        writer.WriteStartObject();
        writer.WritePropertyName("instance");
        WriteInstance(writer, instance);
        writer.WriteEndObject();
        writer.Flush();
    }

    private static void WriteApplication(Utf8JsonWriter writer, WireApplication application)
    {
        writer.WriteStartObject();
        writer.WriteString("name", application.Name);
        writer.WriteStartArray("instance");
        foreach (var instance in application.Instances)
            WriteInstance(writer, instance);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteInstance(Utf8JsonWriter writer, WireInstance instance)
    {
        writer.WriteStartObject();
        writer.WriteString("instanceId", instance.InstanceId);
        writer.WriteString("hostName", instance.HostName);
        writer.WriteString("app", instance.App);
        writer.WriteString("ipAddr", instance.IpAddr);
        writer.WriteString("status", instance.Status.ToWire());
        writer.WriteString("overriddenStatus", instance.OverriddenStatus.ToWire());
        WritePort(writer, "port", instance.Port);
        WritePort(writer, "securePort", instance.SecurePort);
        writer.WriteNumber("countryId", instance.CountryId);
        WriteDataCenter(writer, instance.DataCenter ?? WireDataCenter.MyOwn);
        WriteLease(writer, instance.Lease);
        WriteMetadata(writer, instance.Metadata);
        WriteOptional(writer, "homePageUrl", instance.HomePageUrl);
        WriteOptional(writer, "statusPageUrl", instance.StatusPageUrl);
        WriteOptional(writer, "healthCheckUrl", instance.HealthCheckUrl);
        WriteOptional(writer, "secureHealthCheckUrl", instance.SecureHealthCheckUrl);
        WriteOptional(writer, "vipAddress", instance.VipAddress);
        WriteOptional(writer, "secureVipAddress", instance.SecureVipAddress);
        WriteOptional(writer, "appGroupName", instance.AppGroupName);
        WriteOptional(writer, "asgName", instance.AsgName);
        writer.WriteString("isCoordinatingDiscoveryServer", instance.IsCoordinatingDiscoveryServer ? "true" : "false");
        writer.WriteString("lastUpdatedTimestamp", $"{instance.LastUpdatedTimestamp}");
        writer.WriteString("lastDirtyTimestamp", $"{instance.LastDirtyTimestamp ?? instance.LastUpdatedTimestamp}");
        writer.WriteString("actionType", instance.Action.ToString().ToUpperInvariant());
        writer.WriteEndObject();
    }

    private static void WritePort(Utf8JsonWriter writer, string name, WirePort port)
    {
        writer.WriteStartObject(name);
        writer.WriteNumber("$", port.Number);
        writer.WriteString("@enabled", port.Enabled ? "true" : "false");
        writer.WriteEndObject();
    }

    private static void WriteDataCenter(Utf8JsonWriter writer, WireDataCenter dataCenter)
    {
        writer.WriteStartObject("dataCenterInfo");
        writer.WriteString("@class", dataCenter.Class);
        writer.WriteString("name", dataCenter.Name);
        if (dataCenter.Metadata is { } metadata)
            WriteMetadata(writer, metadata);
        writer.WriteEndObject();
    }

    private static void WriteLease(Utf8JsonWriter writer, WireLease lease)
    {
        writer.WriteStartObject("leaseInfo");
        writer.WriteNumber("renewalIntervalInSecs", lease.RenewalIntervalInSecs);
        writer.WriteNumber("durationInSecs", lease.DurationInSecs);
        writer.WriteNumber("registrationTimestamp", lease.RegistrationTimestamp);
        writer.WriteNumber("lastRenewalTimestamp", lease.LastRenewalTimestamp);
        writer.WriteNumber("evictionTimestamp", lease.EvictionTimestamp);
        writer.WriteNumber("serviceUpTimestamp", lease.ServiceUpTimestamp);
        writer.WriteEndObject();
    }

    private static void WriteMetadata(Utf8JsonWriter writer, IReadOnlyDictionary<string, string> metadata)
    {
        writer.WriteStartObject("metadata");
        if (metadata.Count == 0)
            writer.WriteString("@class", "java.util.Collections$EmptyMap");
        foreach (var (key, value) in metadata)
            writer.WriteString(key, value);
        writer.WriteEndObject();
    }

    private static void WriteOptional(Utf8JsonWriter writer, string name, string? value)
    {
        if (value is not null)
            writer.WriteString(name, value);
    }
}
