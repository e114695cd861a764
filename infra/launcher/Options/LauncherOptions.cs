using System.Globalization;
using MsaSample.CommandLine.Options;

namespace MsaSample.Launcher.Options;

/// <summary>The options of one start, checked and typed.</summary>
internal sealed class LauncherOptions
{
    private readonly Dictionary<string, int> _instances = [];

    public LauncherOptions(Arguments arguments)
    {
        string Value(string option) =>
            arguments.Value(option) ?? LauncherCommand.Description.Options.First(known => known.Name == option).Default ?? "";

        int Port(string option) => int.Parse(Value(option), CultureInfo.InvariantCulture);

        Database = Value("--database");
        Kafka = Value("--kafka");
        Registry = Value("--registry");
        Data = Path.GetFullPath(Value("--data"));
        GatewayPort = Port("--gateway-port");
        BrokerPort = Port("--broker-port");
        RegistryPort = Port("--registry-port");
        SeedData = Value("--seed-data");
        AdminPassword = arguments.Value("--admin-password");
        Verbose = bool.TryParse(Value("--verbose"), out var verbose) && verbose;

        foreach (var part in arguments.Values("--instances").SelectMany(list => list.Split(',', StringSplitOptions.RemoveEmptyEntries)))
        {
            var pair = part.Split('=');
            _instances[pair[0]] = int.Parse(pair[1], CultureInfo.InvariantCulture);
        }
    }

    /// <summary><c>sqlite</c>, <c>mariadb</c>, or the address of a server.</summary>
    public string Database { get; }

    /// <summary><c>embedded</c>, or bootstrap servers.</summary>
    public string Kafka { get; }

    /// <summary><c>embedded</c>, or the address of a Eureka server.</summary>
    public string Registry { get; }

    /// <summary>The data directory, as an absolute path.</summary>
    public string Data { get; }

    /// <summary>0 = any free port; the same for the two below.</summary>
    public int GatewayPort { get; }

    public int BrokerPort { get; }

    public int RegistryPort { get; }

    public string SeedData { get; }

    public string? AdminPassword { get; }

    public bool Verbose { get; }

    public bool UsesEmbeddedBroker => Kafka == "embedded";

    public bool UsesEmbeddedRegistry => Registry == "embedded";

    public bool UsesPrivateMariaDb => Database == "mariadb";

    /// <summary>How many instances of a service to run: 1 unless asked otherwise; 0 when the user starts it.</summary>
    public int InstancesOf(string service) => _instances.GetValueOrDefault(service, 1);
}
