using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MsaSample.CommandLine.Lifetime;
using MsaSample.CommandLine.Options;
using MsaSample.Launcher.Options;

namespace MsaSample.Launcher.Parts;

/// <summary>
/// The settings that processes get, as environment variables. Everything else in the launcher's environment is inherited.
/// </summary>
internal sealed class ChildSettings(LauncherOptions options)
{
    /// <summary>Addresses that hosts and images set for a program of their own: with them every service would want the same port.</summary>
    private static readonly string[] NotInherited =
    [
        "ASPNETCORE_URLS", "ASPNETCORE_HTTP_PORTS", "ASPNETCORE_HTTPS_PORTS", "DOTNET_URLS", "DOTNET_HTTP_PORTS", "DOTNET_HTTPS_PORTS",
        Variable("Urls"), Variable("Http_Ports"), Variable("Https_Ports"), Variable("Port"), Variable("Host"),
    ];

    /// <summary>The C library keeps a heap per core and thread; two are enough here, and save some ten megabytes in all.</summary>
    private static readonly KeyValuePair<string, string> SmallHeap = new("MALLOC_ARENA_MAX", "2");

    /// <summary>For any program of this repository.</summary>
    public Dictionary<string, string?> Common()
    {
        var variables = NotInherited.ToDictionary(name => name, _ => (string?)null);
        variables[Variable("Data")] = options.Data;
        variables[Variable(LauncherLink.Setting)] = "stdin";
        if (Environment.GetEnvironmentVariable(SmallHeap.Key) is null)
            variables[SmallHeap.Key] = SmallHeap.Value;

        return variables;
    }

    /// <summary>For a service that is started as a process of the launcher.</summary>
    public Dictionary<string, string?> Service(string name, string registry, string instanceId, string kafka, string database)
    {
        var variables = Registered(registry, instanceId);
        foreach (var (variable, value) in ServiceAlone(name, registry, kafka, database))
            variables[variable] = value;

        return variables;
    }

    /// <summary>What a service needs that the user starts: no link to the launcher, and it chooses its instance id itself.</summary>
    public Dictionary<string, string> ServiceAlone(string name, string registry, string kafka, string database)
    {
        var variables = new Dictionary<string, string>
        {
            [Variable("Data")] = options.Data,
            [Variable("Registry")] = registry,
            [Variable("Kafka")] = kafka,
            [Variable("Messaging:GroupInstanceId")] = GroupInstanceId(name),
            [Variable("Database")] = database,
            [Variable("Seed:Data")] = options.SeedData,
        };
        if (options.AdminPassword is not null)
            variables[Variable("Admin:Password")] = options.AdminPassword;

        return variables;
    }

    /// <summary>For the gateway, which is ready when each of the services has registered.</summary>
    public Dictionary<string, string?> Gateway(string registry, string instanceId, int port, IReadOnlyList<string> services)
    {
        var variables = Registered(registry, instanceId);
        variables[Variable("Gateway:Port")] = port.ToString(CultureInfo.InvariantCulture);
        foreach (var (index, service) in services.Index())
            variables[Variable($"Gateway:Services:{index}")] = service;

        return variables;
    }

    /// <summary>
    /// For a program that finds the others through the registry. It registers under <paramref name="instanceId"/>: the launcher asks for
    /// that, and a restart takes the place of the run before.
    /// </summary>
    private Dictionary<string, string?> Registered(string registry, string instanceId)
    {
        var variables = Common();
        variables[Variable("Registry")] = registry;
        variables[Variable("Eureka:Instance:InstanceId")] = instanceId;
        return variables;
    }

    /// <summary>
    /// The same at every start on this data, and different elsewhere: a service that was killed takes its partitions back at once, while
    /// the group would wait a whole session timeout for a member with another id.
    /// </summary>
    private string GroupInstanceId(string name)
    {
        var directory = SHA256.HashData(Encoding.UTF8.GetBytes(Path.GetFullPath(options.Data)));
        return $"{name}-{Environment.MachineName}-{Convert.ToHexStringLower(directory.AsSpan(0, 4))}";
    }

    private static string Variable(string setting) => SettingNames.ToEnvironmentVariable(setting);
}
