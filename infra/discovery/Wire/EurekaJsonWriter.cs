using System.Text.Json;

namespace MsaSample.Discovery.Wire;

/// <summary>
/// Writes Eureka's JSON with exactly the types a stock server uses, because strict readers depend on them: ports, countryId and leaseInfo
/// are numbers; <c>@enabled</c>, times outside leaseInfo, isCoordinatingDiscoveryServer and versions__delta are strings.
/// </summary>
public static class EurekaJsonWriter
{
    /// <summary>Writes <c>{"applications":{…}}</c>, the answer to GET apps, apps/delta, vips and svips.</summary>
    public static void Write(Utf8JsonWriter json, WireApplications applications) =>
        Write(json, "applications", form => EurekaFields.Write(form, applications));

    /// <summary>Writes <c>{"application":{…}}</c>, the answer to GET apps/{app}.</summary>
    public static void Write(Utf8JsonWriter json, WireApplication application) =>
        Write(json, "application", form => EurekaFields.Write(form, application));

    /// <summary>Writes <c>{"instance":{…}}</c>, the body of a registration and the answer to GET apps/{app}/{id}.</summary>
    public static void Write(Utf8JsonWriter json, WireInstance instance) =>
        Write(json, "instance", form => EurekaFields.Write(form, instance));

    private static void Write(Utf8JsonWriter json, string name, Action<JsonForm> write)
    {
        json.WriteStartObject();
        json.WriteStartObject(name);
        write(new JsonForm(json));
        json.WriteEndObject();
        json.WriteEndObject();
        json.Flush();
    }

    private sealed class JsonForm(Utf8JsonWriter json) : IFieldWriter
    {
        public string OverriddenStatus => "overriddenStatus";

        public void Start(string name) => json.WriteStartObject(name);

        public void End() => json.WriteEndObject();

        public void JavaClass(string name) => json.WriteString("@class", name);

        public void Text(string name, string? value) => json.WriteString(name, value);

        public void Number(string name, long value) => json.WriteNumber(name, value);

        public void Entry(string key, string value) => json.WriteString(key, value);

        public void Port(string name, WirePort port)
        {
            json.WriteStartObject(name);
            json.WriteNumber("$", port.Number);
            json.WriteString("@enabled", port.Enabled ? "true" : "false");
            json.WriteEndObject();
        }

        public void List<T>(string name, IReadOnlyList<T> items, Action<T> write)
        {
            json.WriteStartArray(name);
            foreach (var item in items)
            {
                json.WriteStartObject();
                write(item);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }
    }
}
