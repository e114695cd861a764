using MsaSample.CommandLine.Options;

namespace MsaSample.Kafka.Clients;

/// <summary>
/// The client settings of a command: its defaults, then those of the file, then those of the options; the later override the earlier.
/// </summary>
internal static class ClientSettings
{
    public const string DefaultServer = "localhost:9092";

    /// <summary>The bootstrap servers.</summary>
    public static string ServerOf(Arguments args) => args.Value("--bootstrap-server") ?? DefaultServer;

    /// <summary>
    /// Collects the settings under librdkafka's names, from <c>--bootstrap-server</c>, <c>--command-config</c> and, where the command has
    /// it, <c>--command-property</c>.
    /// </summary>
    /// <exception cref="UsageException">A setting is not <c>name=value</c>, or cannot be translated.</exception>
    public static Dictionary<string, string> Read(Arguments args, params (string Name, string Value)[] defaults)
    {
        var settings = defaults.ToDictionary(setting => setting.Name, setting => setting.Value);
        var given = args.Value("--command-config") is { } path ? PropertiesFile.Read(path) : [];
        foreach (var (name, value) in args.Values("--command-property").Select(pair => Pair("--command-property", pair)))
            given[name] = value;
        foreach (var (name, value) in JavaSettings.Translate(given))
            settings[name] = value;

        settings["bootstrap.servers"] = ServerOf(args);
        return settings;
    }

    /// <summary>Splits <c>name=value</c>; the value may hold more equals signs.</summary>
    /// <exception cref="UsageException">There is no equals sign.</exception>
    public static (string Name, string Value) Pair(string option, string text)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        return equals > 0 ? (text[..equals], text[(equals + 1)..]) : throw new UsageException($"{option} {text}: it must be name=value");
    }

    /// <summary>Builds a client; a setting that librdkafka refuses is the user's error.</summary>
    /// <exception cref="UsageException">A name is unknown or a value is not allowed.</exception>
    public static T Build<T>(Func<T> build)
    {
        try
        {
            return build();
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException && e is not ObjectDisposedException)
        {
            throw new UsageException(e.Message);
        }
    }
}
