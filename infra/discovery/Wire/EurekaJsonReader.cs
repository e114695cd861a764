using System.Collections.Frozen;
using System.Text.Json;

namespace MsaSample.Discovery.Wire;

/// <summary>
/// Reads Eureka's JSON in every spelling that servers and clients use: numbers and booleans as strings, one object where a list is meant,
/// both casings of overriddenStatus, fields left out. Throws <see cref="JsonException"/> for JSON that is not Eureka's.
/// </summary>
public static class EurekaJsonReader
{
    /// <summary>Reads <c>{"applications":{…}}</c>.</summary>
    public static WireApplications ReadApplications(JsonElement root)
    {
        var body = Object(root, "applications") ?? throw new JsonException("the field 'applications' is missing");
        return new WireApplications(
            Text(body, "versions__delta") ?? "-1",
            Text(body, "apps__hashcode") ?? "",
            [.. OneOrMany(body, "application").Select(ReadApplication)]);
    }

    /// <summary>Reads <c>{"instance":{…}}</c>; null when that field is missing.</summary>
    public static WireInstance? ReadInstance(JsonElement root) =>
        Object(root, "instance") is { } instance ? ReadInstanceBody(instance) : null;

    private static WireApplication ReadApplication(JsonElement application) =>
        new(Text(application, "name") ?? "", [.. OneOrMany(application, "instance").Select(ReadInstanceBody)]);

    private static WireInstance ReadInstanceBody(JsonElement json)
    {
        var instance = EurekaFields.Read(new JsonForm(json));
        // Old clients of Spring Cloud have the id, without the host, in the metadata only.
        return Text(json, "instanceId") is null && instance.Metadata.GetValueOrDefault("instanceId") is { } id
            ? instance with { InstanceId = $"{instance.HostName}:{id}" }
            : instance;
    }

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
        json.TryGetProperty(name, out var value) && IsPlain(value) ? value.ToString() : null;

    private static bool IsPlain(JsonElement value) =>
        value.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array or JsonValueKind.Null);

    private sealed class JsonForm(JsonElement json) : IFieldReader
    {
        public string? Text(string name) => EurekaJsonReader.Text(json, name);

        public IFieldReader? Child(string name) => EurekaJsonReader.Object(json, name) is { } found ? new JsonForm(found) : null;

        /// <summary>An object <c>{"$":8080,"@enabled":"true"}</c>, or the bare number.</summary>
        public WirePort Port(string name, WirePort whenMissing) => Child(name) is { } port
            ? new WirePort(
                int.TryParse(port.Text("$"), out var number) ? number : whenMissing.Number,
                bool.TryParse(port.Text("@enabled"), out var enabled) ? enabled : whenMissing.Enabled)
            : int.TryParse(Text(name), out var bare) ? whenMissing with { Number = bare } : whenMissing;

        public WireDataCenter? DataCenter(string name)
        {
            if (Child(name) is not { } body)
                return null;
            var isAmazon = body.Text("name") == "Amazon";
            var javaClass = body.Text("@class") ?? (isAmazon ? "com.netflix.appinfo.AmazonInfo" : WireDataCenter.MyOwn.Class);
            return new WireDataCenter(body.Text("name"), javaClass, isAmazon ? body.Map("metadata") : null);
        }

        public IReadOnlyDictionary<string, string> Map(string name) => EurekaJsonReader.Object(json, name) is not { } map
            ? FrozenDictionary<string, string>.Empty
            : map.EnumerateObject()
                .Where(field => field.Name != "@class" && IsPlain(field.Value))
                .GroupBy(field => field.Name, StringComparer.Ordinal)
                .ToFrozenDictionary(group => group.Key, group => group.Last().Value.ToString());
    }
}
