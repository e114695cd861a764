using System.Collections.Frozen;
using System.Text.Json;

namespace MsaSample.Discovery.Wire;

/// <summary>
/// Reads Eureka's JSON in every spelling that occurs: numbers and booleans as strings, one object where a list is meant, both casings of
/// overriddenStatus, members left out. Throws <see cref="JsonException"/> when it is no Eureka JSON at all.
/// </summary>
public static class EurekaJsonReader
{
    /// <summary>Reads {"applications":{…}}.</summary>
    public static WireApplications ReadApplications(JsonElement root)
    {
        var body = Object(root, "applications") ?? throw new JsonException("no member 'applications'");
        return new WireApplications(
            Text(body, "versions__delta") ?? "-1",
            Text(body, "apps__hashcode") ?? "",
            [.. OneOrMany(body, "application").Select(ReadApplication)]);
    }

    /// <summary>Reads {"instance":{…}}; null when that member is missing. Missing ids stay empty for the server to refuse.</summary>
    public static WireInstance? ReadInstance(JsonElement root) =>
        Object(root, "instance") is { } instance ? ReadInstanceBody(instance) : null;

    private static WireApplication ReadApplication(JsonElement application) =>
        new(Text(application, "name") ?? "", [.. OneOrMany(application, "instance").Select(ReadInstanceBody)]);

    private static WireInstance ReadInstanceBody(JsonElement json)
    {
        var metadata = ReadMap(Object(json, "metadata"));
        var hostName = Text(json, "hostName") ?? "";
        return new WireInstance
        {
            InstanceId = Text(json, "instanceId") ?? (metadata.GetValueOrDefault("instanceId") is { } id ? $"{hostName}:{id}" : hostName),
            App = (Text(json, "app") ?? "").ToUpperInvariant(),
            HostName = hostName,
            IpAddr = Text(json, "ipAddr") ?? "",
            Status = ReadStatus(Text(json, "status"), InstanceStatus.Up),
            OverriddenStatus = ReadStatus(Text(json, "overriddenStatus") ?? Text(json, "overriddenstatus"), InstanceStatus.Unknown),
            Port = ReadPort(json, "port", new WirePort(7001, true)),
            SecurePort = ReadPort(json, "securePort", new WirePort(7002, false)),
            CountryId = (int)(Number(json, "countryId") ?? 1),
            DataCenter = ReadDataCenter(Object(json, "dataCenterInfo")),
            Lease = ReadLease(Object(json, "leaseInfo")),
            Metadata = metadata,
            HomePageUrl = Text(json, "homePageUrl"),
            StatusPageUrl = Text(json, "statusPageUrl"),
            HealthCheckUrl = Text(json, "healthCheckUrl"),
            SecureHealthCheckUrl = Text(json, "secureHealthCheckUrl"),
            VipAddress = Text(json, "vipAddress"),
            SecureVipAddress = Text(json, "secureVipAddress"),
            AppGroupName = Text(json, "appGroupName")?.ToUpperInvariant(),
            AsgName = Text(json, "asgName"),
            IsCoordinatingDiscoveryServer = Flag(json, "isCoordinatingDiscoveryServer") ?? false,
            LastUpdatedTimestamp = Number(json, "lastUpdatedTimestamp") ?? 0,
            LastDirtyTimestamp = Number(json, "lastDirtyTimestamp"),
            Action = Enum.TryParse<WireAction>(Text(json, "actionType"), ignoreCase: true, out var action) ? action : WireAction.Added,
        };
    }

    private static InstanceStatus ReadStatus(string? name, InstanceStatus whenMissing) =>
        name is null ? whenMissing : InstanceStatusNames.TryParse(name, out var status) ? status : InstanceStatus.Unknown;

    private static WirePort ReadPort(JsonElement json, string name, WirePort whenMissing)
    {
        if (Object(json, name) is { } port)
            return new WirePort((int)(Number(port, "$") ?? whenMissing.Number), Flag(port, "@enabled") ?? whenMissing.Enabled);
        return Number(json, name) is { } bare ? new WirePort((int)bare, whenMissing.Enabled) : whenMissing;
    }

    private static WireDataCenter? ReadDataCenter(JsonElement? json)
    {
        if (json is not { } body)
            return null;
        var name = Text(body, "name");
        var isAmazon = name == "Amazon";
        return new WireDataCenter(
            name,
            Text(body, "@class") ?? (isAmazon ? "com.netflix.appinfo.AmazonInfo" : WireDataCenter.MyOwn.Class),
            isAmazon ? ReadMap(Object(body, "metadata")) : null);
    }

    private static WireLease ReadLease(JsonElement? json) => json is not { } body
        ? new WireLease()
        : new WireLease
        {
            RenewalIntervalInSecs = (int)(Number(body, "renewalIntervalInSecs") ?? 30),
            DurationInSecs = (int)(Number(body, "durationInSecs") ?? 90),
            RegistrationTimestamp = Number(body, "registrationTimestamp") ?? 0,
            LastRenewalTimestamp = Number(body, "lastRenewalTimestamp") ?? Number(body, "renewalTimestamp") ?? 0,
            EvictionTimestamp = Number(body, "evictionTimestamp") ?? 0,
            ServiceUpTimestamp = Number(body, "serviceUpTimestamp") ?? 0,
        };

    private static FrozenDictionary<string, string> ReadMap(JsonElement? json) => json is not { } map
        ? FrozenDictionary<string, string>.Empty
        : map.EnumerateObject()
            .Where(member => member.Name != "@class" && member.Value.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array or JsonValueKind.Null))
            .GroupBy(member => member.Name, StringComparer.Ordinal)
            .ToFrozenDictionary(group => group.Key, group => group.Last().Value.ToString());

    private static JsonElement? Object(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Object
            ? value
            : null;

    private static IEnumerable<JsonElement> OneOrMany(JsonElement json, string name)
    {
        if (!json.TryGetProperty(name, out var value))
            return [];
        return value.ValueKind switch
        {
            JsonValueKind.Array => value.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.Object),
            JsonValueKind.Object => [value],
            _ => [],
        };
    }

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False
            ? value.ToString()
            : null;

    private static long? Number(JsonElement json, string name) => long.TryParse(Text(json, name), out var number) ? number : null;

    private static bool? Flag(JsonElement json, string name) => bool.TryParse(Text(json, name), out var flag) ? flag : null;
}
