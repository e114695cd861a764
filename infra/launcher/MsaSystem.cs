using System.Globalization;
using MsaSample.CommandLine.Lifetime;
using MsaSample.Launcher.MariaDb;
using MsaSample.Launcher.Options;
using MsaSample.Launcher.Output;
using MsaSample.Launcher.Parts;
using MsaSample.Launcher.Processes;
using MsaSample.Launcher.Readiness;

namespace MsaSample.Launcher;

/// <summary>The parts of one start as the options ask for them: how each is started, and which addresses of the others it gets.</summary>
internal sealed class MsaSystem(
    LauncherOptions options, DotnetPrograms programs, ProcessJournal journal, Terminal terminal, HttpClient http, TimeProvider clock)
    : IDisposable
{
    private readonly List<Part> _parts = [];
    private readonly ChildSettings _settings = new(options);
    private readonly RegisteredReadiness _registered = new(http, clock);
    private readonly List<Service> _services = [];
    private readonly Dictionary<Service, Part> _firstInstances = [];
    private Part? _broker;
    private Part? _registry;
    private Part? _gateway;
    private Func<string> _database = () => options.Database;

    public IReadOnlyList<Part> Parts => _parts;

    /// <summary>The address for requests, once the gateway is ready.</summary>
    public string GatewayUrl => $"http://localhost:{new Uri(_gateway!.Address).Port}";

    /// <summary>The bootstrap servers of the broker, once it is ready.</summary>
    public string Kafka => _broker!.Address;

    /// <summary>Adds nothing for SQLite, where each service has a file; else a private mariadbd, or the server that was named.</summary>
    public Part? AddDatabase()
    {
        if (options.Database == "sqlite")
            return null;

        if (!options.UsesPrivateMariaDb)
        {
            var url = new Uri(options.Database);
            var server = url.Port < 0 ? $"{url.Host}:3306" : url.Authority;
            return Add(new ExternalPart("mariadb", server, "--database", Probes.Tcp(server, 3306), clock));
        }

        if (OperatingSystem.IsWindows())
            throw new LaunchException("a private MariaDB needs Linux or macOS; name a server with --database mariadb://…");

        var log = CreateLog("mariadb");
        var mariaDb = new PrivateMariaDb(Path.Combine(options.Data, "mariadb"), MariaDbPrograms.Find(), log);
        _database = () => mariaDb.Url;
        return AddProcess("mariadb", log, new ProcessPlan(mariaDb.CreateSpec, mariaDb.WaitUntilReadyAsync)
        {
            Prepare = mariaDb.PrepareAsync,
            InnerPid = () => mariaDb.Pid,
            StopTimeout = TimeSpan.FromSeconds(60),
        });
    }

    public Part AddBroker() => _broker = options.UsesEmbeddedBroker
        ? AddListening("broker", "MsaSample.Broker", options.BrokerPort)
        : Add(new ExternalPart("kafka", options.Kafka, "--kafka", Probes.Tcp(options.Kafka, 9092), clock));

    public Part AddRegistry() => _registry = options.UsesEmbeddedRegistry
        ? AddListening("registry", "MsaSample.Registry", options.RegistryPort)
        : Add(new ExternalPart(
            "registry", options.Registry, "--registry", Probes.Http(http, $"{options.Registry.TrimEnd('/')}/apps"), clock));

    /// <summary>Adds one process, or as many as asked for, with a number each; or the place of one that the user starts.</summary>
    public void AddService(Service service, IEnumerable<Part?> after)
    {
        var earlier = after.Append(service.After is { } name ? _firstInstances[Find(name)] : null).ToArray();
        var count = options.InstancesOf(service.Name);
        List<Part> instances = count switch
        {
            0 => [AddManual(service.Name)],
            1 => [AddInstance(service.Name, service.Name)],
            _ => [.. Enumerable.Range(1, count).Select(number => AddInstance(service.Name, $"{service.Name}-{number}"))],
        };
        foreach (var instance in instances)
            instance.After(earlier);

        _services.Add(service);
        _firstInstances[service] = instances[0];
    }

    public Part AddGateway()
    {
        var instanceId = InstanceId("gateway");
        var assembly = programs.Find("MsaSample.Gateway");
        return _gateway = AddProcess("gateway", CreateLog("gateway"), new ProcessPlan(
            last => new ProcessSpec(DotnetPrograms.Host, [assembly])
            {
                Environment = _settings.Gateway(
                    _registry!.Address, instanceId, last is null ? options.GatewayPort : new Uri(last).Port, [.. StartedServices]),
                ReadyLine = ReadyLine.Pattern,
            },
            _registered.Of(() => _registry!.Address, "gateway", instanceId)));
    }

    /// <summary>Completes when every service that the launcher starts can be reached through the gateway.</summary>
    public Task WaitForRoutesAsync(Action<string> waitingFor, CancellationToken cancellationToken) =>
        Task.WhenAll(StartedServices.Select(service => _registered.WaitForRouteAsync(GatewayUrl, service, waitingFor, cancellationToken)));

    /// <summary>Completes when every service that the user starts can be reached too, and says so of each.</summary>
    public Task WaitForManualPartsAsync(CancellationToken cancellationToken) => Task.WhenAll(
        _parts.OfType<ManualPart>().Select(async part =>
        {
            await _registered.WaitForAppAsync(_registry!.Address, part.Name, cancellationToken);
            await _registered.WaitForRouteAsync(GatewayUrl, part.Name, _ => { }, cancellationToken);
            terminal.Say($"{part.Name} answers through the gateway");
        }));

    public void Dispose()
    {
        foreach (var part in _parts.OfType<IDisposable>())
            part.Dispose();
    }

    private IEnumerable<string> StartedServices =>
        from service in _services
        where _firstInstances[service] is not ManualPart
        select service.Name;

    private Service Find(string name) => _services.Single(service => service.Name == name);

    private ManualPart AddManual(string service)
    {
        terminal.MakeRoomFor(service);
        return Add(new ManualPart(service, () => _settings.ServiceAlone(service, _registry!.Address, _broker!.Address, _database())));
    }

    private ProcessPart AddInstance(string service, string name)
    {
        var instanceId = InstanceId(name);
        var assembly = programs.Find("MsaSample." + PascalCase(service));
        return AddProcess(name, CreateLog(name), new ProcessPlan(
            _ => new ProcessSpec(DotnetPrograms.Host, [assembly])
            {
                Environment = _settings.Service(name, _registry!.Address, instanceId, _broker!.Address, _database()),
                ReadyLine = ReadyLine.Pattern,
            },
            _registered.Of(() => _registry!.Address, service, instanceId)));
    }

    /// <summary>Adds a program that says on its output where it listens.</summary>
    private ProcessPart AddListening(string name, string assemblyName, int port)
    {
        var assembly = programs.Find(assemblyName);
        return AddProcess(name, CreateLog(name), new ProcessPlan(
            last => new ProcessSpec(
                DotnetPrograms.Host, [assembly, "--port", PortOf(last, port).ToString(CultureInfo.InvariantCulture)])
            {
                Environment = _settings.Common(),
                ReadyLine = ReadyLine.Pattern,
            },
            async (run, waitingFor, cancellationToken) =>
            {
                waitingFor("its ready line");
                return (await run.ReadyLine.WaitAsync(cancellationToken)).Groups[1].Value;
            }));
    }

    private ProcessPart AddProcess(string name, ProcessLog log, ProcessPlan plan) =>
        Add(new ProcessPart(name, plan, log, journal, terminal, clock));

    private T Add<T>(T part)
        where T : Part
    {
        _parts.Add(part);
        return part;
    }

    private ProcessLog CreateLog(string name)
    {
        terminal.MakeRoomFor(name);
        return new ProcessLog(name, Path.Combine(options.Data, "logs", name + ".log"), terminal, options.Verbose);
    }

    /// <summary>Other launchers may share a registry, so the name alone is not enough.</summary>
    private static string InstanceId(string name) =>
        $"{Environment.MachineName.ToLowerInvariant()}:{name}:{Environment.ProcessId}";

    /// <summary>The port of <c>http://127.0.0.1:8761/eureka</c> or <c>127.0.0.1:9092</c>.</summary>
    private static int PortOf(string? lastAddress, int configured)
    {
        if (lastAddress is null)
            return configured;

        return new Uri(lastAddress.Contains("://", StringComparison.Ordinal) ? lastAddress : "tcp://" + lastAddress).Port;
    }

    /// <summary><c>order-service</c> is <c>MsaSample.OrderService</c>.</summary>
    private static string PascalCase(string name) =>
        string.Concat(name.Split('-').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
}
