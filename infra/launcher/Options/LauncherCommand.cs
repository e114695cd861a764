using System.Globalization;
using MsaSample.CommandLine.Options;

namespace MsaSample.Launcher.Options;

/// <summary>The command line of the launcher.</summary>
internal static class LauncherCommand
{
    public const string Demo = "demo";

    private const string Usage = "dotnet run --project infra/launcher --";

    public static Command Description { get; } = new(
        "launcher", "Starts the whole of MsaSample as processes on this machine, and stops it again with Ctrl-C", $"{Usage} [{Demo}]",
        [
            new("--database", "WHICH", "sqlite, mariadb (a private one in the data directory) or mariadb://user:password@host:port")
            {
                Default = "sqlite", Check = CheckDatabase,
            },
            new("--kafka", "WHERE", "embedded, or the bootstrap servers of a Kafka: host:port,host:port")
            {
                Default = "embedded", Check = CheckKafka,
            },
            new("--registry", "WHERE", "embedded, or the address of a Eureka server: http://host:8761/eureka")
            {
                Default = "embedded", Check = CheckRegistry,
            },
            new("--data", "DIR", "the directory for databases, topics, keys and logs; kept between starts")
            {
                Default = "./data", Check = Checks.NotEmpty,
            },
            new("--gateway-port", "N", "the port of the gateway; 0 = any free port") { Default = "8000", Check = Checks.Port },
            new("--broker-port", "N", "the port of the embedded broker; 0 = any free port") { Default = "9092", Check = Checks.Port },
            new("--registry-port", "N", "the port of the embedded registry; 0 = any free port") { Default = "8761", Check = Checks.Port },
            new("--instances", "NAME=N", "how many instances of a service, as order-service=2; 0 = you start it yourself; may be repeated")
            {
                Check = CheckInstances,
            },
            new("--seed-data", "WHICH", "the first products of an empty catalog: course or none")
            {
                Default = "course", Check = Checks.OneOf("course", "none"),
            },
            new("--admin-password", "TEXT", "the password of the first admin; without it a random one is printed once")
            {
                Check = Checks.NotEmpty,
            },
            new("--verbose", null, "shows every log line of every process, not only warnings and errors")
            {
                Check = Checks.OneOf("true", "false"),
            },
        ])
    {
        Commands = [new(Demo, "walks through one order, shows each hop, and stops", $"{Usage} {Demo}", [])],
        HasSettings = true,
        Notes = "Any other variable of the environment reaches every process.",
    };

    private static string? CheckDatabase(string value)
    {
        if (value is "sqlite" or "mariadb")
            return null;

        return Uri.TryCreate(value, UriKind.Absolute, out var url) && url is { Scheme: "mariadb", Host.Length: > 0, UserInfo.Length: > 0 }
            ? null
            : "allowed are sqlite, mariadb and mariadb://user:password@host:port";
    }

    private static string? CheckKafka(string value) =>
        value == "embedded" || value.Split(',').All(IsHostAndPort)
            ? null
            : "allowed are embedded and host:port, or several with commas between";

    private static string? CheckRegistry(string value) =>
        value == "embedded" || (Uri.TryCreate(value, UriKind.Absolute, out var url) && url.Scheme is "http" or "https")
            ? null
            : "allowed are embedded and the address of a Eureka server, as http://host:8761/eureka";

    private static string? CheckInstances(string value)
    {
        var names = Service.All.Select(service => service.Name).ToList();
        foreach (var part in value.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part.Split('=') is not [var name, var count] || !names.Contains(name) || !IsNumber(count, 0, 9))
                return $"it is NAME=N with NAME one of {string.Join(", ", names)} and N from 0 to 9";
        }

        return null;
    }

    private static bool IsHostAndPort(string text)
    {
        var colon = text.LastIndexOf(':');
        return colon > 0 && IsNumber(text[(colon + 1)..], 1, 65535);
    }

    private static bool IsNumber(string text, int lowest, int highest) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= lowest && number <= highest;
}
