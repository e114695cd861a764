using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MsaSample.Launcher.Options;

namespace MsaSample.Launcher.Parts;

/// <summary>The settings that processes get, as environment variables. Everything else in the launcher's environment is inherited.</summary>
internal sealed class ChildSettings(LauncherOptions options)
{
    /// <summary>Addresses that hosts and images set for a program of their own: with them every service would want the same port.</summary>
    private static readonly string[] NotInherited =
    [
        "URLS", "ASPNETCORE_URLS", "DOTNET_URLS", "HTTP_PORTS", "HTTPS_PORTS",
        "ASPNETCORE_HTTP_PORTS", "ASPNETCORE_HTTPS_PORTS", "DOTNET_HTTP_PORTS", "DOTNET_HTTPS_PORTS", "PORT", "Port",
    ];

    /// <summary>The C library keeps a heap per core and thread; two are enough here, and give back some ten megabytes in all.</summary>
    private static readonly KeyValuePair<string, string> SmallHeap = new("MALLOC_ARENA_MAX", "2");

    /// <summary>For any program of ours.</summary>
    public Dictionary<string, string?> Common()
    {
        var settings = NotInherited.ToDictionary(name => name, _ => (string?)null);
        settings["Data"] = options.Data;
        settings["Launcher__Parent"] = "stdin";
        if (Environment.GetEnvironmentVariable(SmallHeap.Key) is null)
            settings[SmallHeap.Key] = SmallHeap.Value;

        return settings;
    }

    /// <summary>
    /// For a program that finds the others through the registry. It registers under <paramref name="instanceId"/>: the launcher asks for
    /// that, and a restart takes the place of the run before.
    /// </summary>
    public Dictionary<string, string?> Registered(string registry, string instanceId)
    {
        var settings = Common();
        settings["Registry"] = registry;
        settings["Eureka__Instance__InstanceId"] = instanceId;
        return settings;
    }

    /// <summary>For a service.</summary>
    public Dictionary<string, string?> Service(string name, string registry, string instanceId, string kafka, string database)
    {
        var settings = Registered(registry, instanceId);
        settings["Kafka"] = kafka;
        settings["Messaging__GroupInstanceId"] = GroupInstanceId(name);
        settings["Database"] = database;
        settings["Seed__Data"] = options.SeedData;
        if (options.AdminPassword is not null)
            settings["Admin__Password"] = options.AdminPassword;

        return settings;
    }

    /// <summary>For the gateway.</summary>
    public Dictionary<string, string?> Gateway(string registry, string instanceId, int port)
    {
        var settings = Registered(registry, instanceId);
        settings["Gateway__Port"] = port.ToString(CultureInfo.InvariantCulture);
        return settings;
    }

    /// <summary>
    /// The same at every start on this data, and nowhere else: a service that was killed takes its partitions back at once, while the group
    /// would wait for a stranger to be missing for a whole session.
    /// </summary>
    private string GroupInstanceId(string name)
    {
        var directory = SHA256.HashData(Encoding.UTF8.GetBytes(Path.GetFullPath(options.Data)));
        return $"{name}-{Environment.MachineName}-{Convert.ToHexStringLower(directory.AsSpan(0, 4))}";
    }
}
