using MsaSample.Testing;

namespace MsaSample.EndToEnd.Tests;

/// <summary>The whole system, started by the launcher as a user would: as processes, with a new data directory.</summary>
public sealed class OrderSystem : IAsyncDisposable
{
    private const string ReadyLine = @"MsaSample is ready: (http://\S+)";
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(120);

    private readonly OrderSystemOptions _options;
    private readonly TempDirectory _data = new("system");
    private ProgramUnderTest? _launcher;

    private OrderSystem(OrderSystemOptions options) => _options = options;

    /// <summary>The launcher's process.</summary>
    public ProgramUnderTest Launcher => _launcher!;

    /// <summary>The address of the gateway.</summary>
    public Uri Gateway { get; private set; } = null!;

    /// <summary>The data directory.</summary>
    public string Data => _data.File("data");

    /// <summary>Starts a system on fresh data and waits until the launcher says that it is ready.</summary>
    public static async Task<OrderSystem> StartAsync(OrderSystemOptions options)
    {
        var system = new OrderSystem(options);
        try
        {
            await system.StartAgainAsync();
            return system;
        }
        catch
        {
            await system.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts it with the data of the run before.</summary>
    public async Task StartAgainAsync()
    {
        if (_launcher is not null) await _launcher.DisposeAsync();
        _launcher = ProgramUnderTest.Start("MsaSample.Launcher", _options.Arguments(Data), _data, _options.Environment);
        Gateway = new Uri((await _launcher.WaitForLineAsync(ReadyLine, StartTimeout)).Groups[1].Value);
    }

    /// <summary>Stops it with SIGTERM, and returns the launcher's exit code when every process has ended.</summary>
    public async Task<int> StopAsync()
    {
        var descendants = ProcessTree.DescendantsOf(Launcher.Pid);
        var exitCode = await Launcher.StopAsync();
        await AllEndedAsync(descendants);
        return exitCode;
    }

    /// <summary>The ids of the running processes of one program: <c>MsaSample.OrderService</c>, or <c>mariadbd</c>.</summary>
    public IReadOnlyList<int> PidsOf(string program) =>
        [.. ProcessTree.DescendantsOf(Launcher.Pid).Where(process => Runs(process, program)).Select(process => process.Pid)];

    /// <summary>Waits until all of the processes have ended.</summary>
    public static Task AllEndedAsync(IReadOnlyList<RunningProcess> processes) =>
        Eventually.Passes(
            "every process has ended",
            () =>
            {
                Assert.DoesNotContain(processes, process => ProcessTree.IsAlive(process.Pid));
                return Task.CompletedTask;
            });

    public async ValueTask DisposeAsync()
    {
        if (_launcher is not null)
        {
            var descendants = ProcessTree.DescendantsOf(_launcher.Pid);
            await _launcher.DisposeAsync();
            foreach (var process in descendants.Where(process => ProcessTree.CommandLineOf(process.Pid) == process.CommandLine))
                Signals.Kill(process.Pid);
        }
        _data.Dispose();
    }

    private static bool Runs(RunningProcess process, string program) =>
        process.CommandLine.Split(' ').Any(word => Path.GetFileName(word) is var name && (name == program || name == program + ".dll"));
}
