using System.Globalization;

namespace MsaSample.Launcher.Options;

/// <summary>The options of one start, checked and typed.</summary>
internal sealed class LauncherOptions
{
    private readonly Dictionary<string, int> _instances = [];

    public LauncherOptions(IReadOnlyDictionary<string, string> values)
    {
        string Value(string setting) =>
            values.TryGetValue(setting, out var value) ? value : OptionTable.All.First(option => option.Setting == setting).Default;

        int Port(string setting) => int.Parse(Value(setting), CultureInfo.InvariantCulture);

        Database = Value("Database");
        Kafka = Value("Kafka");
        Registry = Value("Registry");
        Data = Path.GetFullPath(Value("Data"));
        GatewayPort = Port("Gateway:Port");
        BrokerPort = Port("Broker:Port");
        RegistryPort = Port("Registry:Port");
        SeedData = Value("Seed:Data");
        AdminPassword = Value("Admin:Password") is { Length: > 0 } password ? password : null;
        Verbose = bool.Parse(Value("Verbose"));

        foreach (var part in Value("Instances").Split(',', StringSplitOptions.RemoveEmptyEntries))
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

    /// <summary>0 = any free one; so are the two below.</summary>
    public int GatewayPort { get; }

    public int BrokerPort { get; }

    public int RegistryPort { get; }

    public string SeedData { get; }

    public string? AdminPassword { get; }

    public bool Verbose { get; }

    public bool UsesEmbeddedBroker => Kafka == "embedded";

    public bool UsesEmbeddedRegistry => Registry == "embedded";

    public bool UsesPrivateMariaDb => Database == "mariadb";

    /// <summary>How many instances of a service to run; 1 unless asked otherwise.</summary>
    public int InstancesOf(string service) => _instances.GetValueOrDefault(service, 1);
}
