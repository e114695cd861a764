using Microsoft.Extensions.Configuration;

namespace MsaSample.Broker;

/// <summary>The program's options. One name three ways: <c>--launcher-parent</c>, <c>Launcher:Parent</c>, <c>Launcher__Parent</c>.</summary>
internal static class CommandLine
{
    public const string Help = """
        The embedded Kafka broker: one durable node that Kafka clients and tools talk to.

          --port N      port on 127.0.0.1 and ::1; 0 takes any free one (default 9092)
          --data DIR    data directory; the logs live in DIR/broker (default ./data)
          --storage disk|memory
                        memory: nothing outlives the broker, --data is not used (default disk)
          --fsync WHEN  flush to disk: never, interval, or always, that is before acknowledging (default never)
          --fsync-interval MS
                        milliseconds between two flushes under --fsync interval (default 1000)
          --listen IP   address to listen on (default 127.0.0.1, and ::1 with it)
          --advertised-host NAME
                        what clients are told to connect to (default 127.0.0.1)
          --tls-certificate FILE, --tls-key FILE
                        TLS with this certificate (chain) and key, in PEM form
          --tls-client-ca FILE
                        clients must show a certificate that this authority has signed
          --sasl-users FILE
                        clients must authenticate; the file has name:password on each line
          --sasl-user NAME:PASSWORD
                        one user; others see a command line, so better Sasl__User in the environment
          --sasl-mechanisms LIST
                        of PLAIN,SCRAM-SHA-256,SCRAM-SHA-512 (default all)
          --sasl-reauth MS
                        clients must authenticate again after so many milliseconds (default never)
          --help        this text

        Every option is also a setting in the environment: Port=9093, Data=/var/lib/msa, Logging__LogLevel__Default=Debug.
        """;

    private static readonly string[] Known =
    [
        "--port", "--data", "--storage", "--fsync", "--fsync-interval", "--listen", "--advertised-host",
        "--tls-certificate", "--tls-key", "--tls-client-ca", "--sasl-users", "--sasl-user", "--sasl-mechanisms", "--sasl-reauth",
        "--help", "--launcher-parent",
    ];

    public static bool WantsHelp(string[] args) => args.Any(a => a is "--help" or "-h" or "-?");

    /// <summary>Null when all arguments are known and have their value, else what is wrong with the first that is not.</summary>
    public static string? FindProblem(string[] args)
    {
        for (var i = 0; i < args.Length; i++)
        {
            var name = args[i].Split('=', 2)[0];
            if (IsSetting(name))
                continue;
            if (!Known.Contains(name))
                return $"unknown option {name}; did you mean {Known.MinBy(k => Distance(k, name))}?";
            if (!args[i].Contains('=') && ++i == args.Length)
                return $"{name} needs a value";
        }

        return null;
    }

    /// <summary>Environment first, then the arguments over it.</summary>
    public static IConfigurationRoot ReadSettings(string[] args) => new ConfigurationBuilder()
        .AddEnvironmentVariables()
        .AddCommandLine([.. args.Select(a => a.StartsWith("--", StringComparison.Ordinal) ? ToKey(a) : a)])
        .Build();

    // Settings with a section, such as --Logging:LogLevel:Default=Debug, are everybody's.
    private static bool IsSetting(string name) => name.StartsWith("--", StringComparison.Ordinal) && name.Contains(':');

    private static string ToKey(string argument)
    {
        var parts = argument[2..].Split('=', 2);
        var key = "--" + parts[0].Replace('-', ':');
        return parts.Length == 2 ? $"{key}={parts[1]}" : key;
    }

    // Levenshtein: the fewest letters to insert, delete or change.
    private static int Distance(string one, string other)
    {
        var row = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var i = 1; i <= one.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(above, row[j - 1]) + 1, diagonal + (one[i - 1] == other[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[^1];
    }
}
