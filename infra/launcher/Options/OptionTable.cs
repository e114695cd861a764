using System.Globalization;

namespace MsaSample.Launcher.Options;

/// <summary>Every option of the launcher, in the order of <c>--help</c>.</summary>
internal static class OptionTable
{
    /// <summary>The services of which more than one instance may run.</summary>
    public static readonly IReadOnlyList<string> Services = ["user-service", "catalog-service", "order-service"];

    public static readonly IReadOnlyList<OptionSpec> All =
    [
        new("Database", "WHICH", "sqlite", "sqlite, mariadb (a private one in the data directory) or mariadb://user:password@host:port", Database),
        new("Kafka", "WHERE", "embedded", "embedded, or the bootstrap servers of a Kafka: host:port,host:port", Kafka),
        new("Registry", "WHERE", "embedded", "embedded, or the address of a Eureka server: http://host:8761/eureka", Registry),
        new("Data", "DIR", "./data", "the directory for databases, topics, keys and logs; kept between starts", AnyText),
        new("Gateway:Port", "N", "8000", "the port of the gateway; 0 = any free one", Port),
        new("Broker:Port", "N", "9092", "the port of the embedded broker; 0 = any free one", Port),
        new("Registry:Port", "N", "8761", "the port of the embedded registry; 0 = any free one", Port),
        new("Instances", "NAME=N", "", "how many instances of a service, as order-service=2; may be repeated", Instances) { Repeatable = true },
        new("Seed:Data", "WHICH", "course", "the first products of an empty catalog: course or none", SeedData),
        new("Admin:Password", "TEXT", "", "the password of the first admin; else a random one is printed once", AnyText),
        new("Verbose", "", "false", "shows every log line of every process, not only warnings and errors", Switch),
    ];

    /// <summary>Finds an option by its flag without the dashes, in any case, with <c>-</c> or <c>:</c> between the words.</summary>
    public static OptionSpec? Find(string name)
    {
        var flag = "--" + name.Replace(':', '-').ToLowerInvariant();
        return All.FirstOrDefault(option => option.Flag == flag);
    }

    private static string? Database(string value)
    {
        const string Allowed = "allowed are sqlite, mariadb and mariadb://user:password@host:port";
        if (value is "sqlite" or "mariadb")
            return null;

        return Uri.TryCreate(value, UriKind.Absolute, out var url) && url is { Scheme: "mariadb", Host.Length: > 0, UserInfo.Length: > 0 }
            ? null
            : Allowed;
    }

    private static string? Kafka(string value) =>
        value == "embedded" || value.Split(',').All(IsHostAndPort) ? null : "allowed are embedded and host:port, or several with commas between";

    private static string? Registry(string value) =>
        value == "embedded" || (Uri.TryCreate(value, UriKind.Absolute, out var url) && url.Scheme is "http" or "https")
            ? null
            : "allowed are embedded and the address of a Eureka server, as http://host:8761/eureka";

    private static string? Port(string value) =>
        TryNumber(value, 0, 65535, out _) ? null : "a port is a number from 0 to 65535, 0 = any free one";

    private static string? Instances(string value)
    {
        foreach (var part in value.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            var pair = part.Split('=');
            if (pair.Length != 2 || !Services.Contains(pair[0]) || !TryNumber(pair[1], 1, 9, out _))
                return $"it is NAME=N with NAME one of {string.Join(", ", Services)} and N from 1 to 9";
        }

        return null;
    }

    private static string? SeedData(string value) => value is "course" or "none" ? null : "allowed are course and none";

    private static string? Switch(string value) => bool.TryParse(value, out _) ? null : "allowed are true and false";

    private static string? AnyText(string value) => string.IsNullOrWhiteSpace(value) ? "it needs a value" : null;

    private static bool IsHostAndPort(string text)
    {
        var colon = text.LastIndexOf(':');
        return colon > 0 && TryNumber(text[(colon + 1)..], 1, 65535, out _);
    }

    private static bool TryNumber(string text, int lowest, int highest, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number >= lowest && number <= highest;
}
