namespace MsaSample.Registry;

/// <summary>The program's flags: what --help prints, and what is refused.</summary>
internal static class RegistryFlags
{
    public const string Help = """
        Runs the registry, a server for the Eureka protocol.

          --port N          where it listens; 0 = any free port (default 8761)
          --host ADDRESS    on which address; 0.0.0.0 = every one (default 127.0.0.1)
          --help            this text

        Each flag is also a setting and an environment variable: --port = Port. Log levels: Logging__LogLevel__Default=Debug.
        """;

    private static readonly string[] Names = ["--port", "--host", "--help"];

    public static bool WantsHelp(string[] args) => args.Contains("--help") || args.Contains("-h");

    /// <summary>One line that says what is wrong with the arguments; null when nothing is.</summary>
    public static string? Refusal(string[] args)
    {
        for (var i = 0; i < args.Length; i++)
        {
            var name = args[i].Split('=')[0];
            if (!Names.Contains(name))
                return $"{name} is no option; did you mean {Names.MinBy(known => Distance(known, name))}? (--help lists all)";
            if (args[i].Contains('=', StringComparison.Ordinal))
                continue;
            if (++i >= args.Length || args[i].StartsWith("--", StringComparison.Ordinal))
                return $"{name} needs a value";
        }

        return null;
    }

    /// <summary>Levenshtein: how many letters must be added, left out or changed.</summary>
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(row[j] + 1, row[j - 1] + 1), diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[b.Length];
    }
}
