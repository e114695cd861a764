using System.Globalization;
using System.Text.RegularExpressions;
using MsaSample.CommandLine.Options;

namespace MsaSample.Kafka.Clients;

/// <summary>Turns settings under the names of Kafka's Java clients into librdkafka's. A name that both know stays as it is.</summary>
internal static partial class JavaSettings
{
    /// <summary>Same meaning and unit, another name.</summary>
    private static readonly Dictionary<string, string> Renamed = new()
    {
        ["fetch.max.wait.ms"] = "fetch.wait.max.ms",
        ["receive.buffer.bytes"] = "socket.receive.buffer.bytes",
        ["send.buffer.bytes"] = "socket.send.buffer.bytes",
        ["ssl.truststore.certificates"] = "ssl.ca.pem",
        ["ssl.keystore.certificate.chain"] = "ssl.certificate.pem",
        ["ssl.keystore.key"] = "ssl.key.pem",
        ["ssl.protocol"] = "",
        ["ssl.enabled.protocols"] = "",
        ["default.api.timeout.ms"] = "",
        ["max.block.ms"] = "",
        ["max.poll.records"] = "",
        ["key.serializer"] = "",
        ["value.serializer"] = "",
        ["key.deserializer"] = "",
        ["value.deserializer"] = "",
        ["client.dns.lookup"] = "",
    };

    /// <summary>Every setting under librdkafka's name; settings without a counterpart there are left out.</summary>
    /// <exception cref="UsageException">A setting needs something that librdkafka cannot read, such as a Java key store.</exception>
    public static Dictionary<string, string> Translate(IReadOnlyDictionary<string, string> settings)
    {
        var translated = new Dictionary<string, string>();
        foreach (var (name, value) in settings)
            foreach (var (newName, newValue) in Translate(name, value, settings))
                translated[newName] = newValue;

        return translated;
    }

    private static IEnumerable<(string Name, string Value)> Translate(string name, string value, IReadOnlyDictionary<string, string> all)
    {
        switch (name)
        {
            case "sasl.jaas.config":
                return Credentials(value);
            case "ssl.truststore.location":
                RequireType(all, "ssl.truststore.type", name, "PEM");
                return [("ssl.ca.location", value)];
            case "ssl.keystore.location" when TypeOf(all, "ssl.keystore.type") == "PEM":
                return [("ssl.certificate.location", value), ("ssl.key.location", value)];
            case "ssl.keystore.location":
                RequireType(all, "ssl.keystore.type", name, "PKCS12");
                return [(name, value)];
            case "ssl.truststore.type" or "ssl.keystore.type" or "ssl.truststore.password":
                return [];
            case "ssl.endpoint.identification.algorithm" when value.Length == 0:
                return [(name, "none")];
            case "buffer.memory":
                return [("queue.buffering.max.kbytes", Kilobytes(value))];
            case "auto.offset.reset" when value == "none":
                return [(name, "error")];
            case "partition.assignment.strategy":
                return [(name, Assignors(value))];
            default:
                return Renamed.TryGetValue(name, out var newName) ? newName.Length == 0 ? [] : [(newName, value)] : [(name, value)];
        }
    }

    private static IEnumerable<(string Name, string Value)> Credentials(string jaas)
    {
        foreach (Match pair in Option().Matches(jaas))
            if (pair.Groups["name"].Value is "username" or "password")
                yield return ("sasl." + pair.Groups["name"].Value, Unescaped(pair.Groups["value"].Value));
    }

    private static string Assignors(string classes) => string.Join(',', classes.Split(',', StringSplitOptions.TrimEntries).Select(name =>
        name[(name.LastIndexOf('.') + 1)..] switch
        {
            "RangeAssignor" => "range",
            "RoundRobinAssignor" => "roundrobin",
            "CooperativeStickyAssignor" => "cooperative-sticky",
            _ => name,
        }));

    private static string TypeOf(IReadOnlyDictionary<string, string> settings, string name) =>
        settings.TryGetValue(name, out var type) ? type.ToUpperInvariant() : "JKS";

    private static void RequireType(IReadOnlyDictionary<string, string> settings, string typeName, string name, string type)
    {
        if (TypeOf(settings, typeName) != type)
            throw new UsageException($"{name}: only {typeName}={type} can be read, no Java key store");
    }

    private static string Kilobytes(string bytes) =>
        (long.Parse(bytes, CultureInfo.InvariantCulture) / 1024).ToString(CultureInfo.InvariantCulture);

    private static string Unescaped(string quoted) => quoted.Replace("\\\"", "\"", StringComparison.Ordinal);

    [GeneratedRegex("""(?<name>\w+)\s*=\s*"(?<value>(?:[^"\\]|\\.)*)"|(?<name>\w+)\s*=\s*'(?<value>[^']*)'""")]
    private static partial Regex Option();
}
