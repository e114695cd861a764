using MsaSample.CommandLine.Options;
using MsaSample.Load.Measuring;
using MsaSample.Testing;

namespace MsaSample.Load.Target;

/// <summary>
/// The system under load: one that runs already, or one that is started by the launcher on free ports and a new data directory.
/// </summary>
internal sealed class StartedSystem : IAsyncDisposable
{
    /// <summary>The administrator's password of a system that is started here.</summary>
    public const string OwnAdminPassword = "Load-test-1!";

    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(120);

    private readonly ProgramUnderTest? _launcher;
    private readonly string? _data;

    private StartedSystem(Uri gateway, string adminPassword, ProgramUnderTest? launcher, string? data) =>
        (Gateway, AdminPassword, _launcher, _data) = (gateway, adminPassword, launcher, data);

    public Uri Gateway { get; }

    public string AdminPassword { get; }

    /// <exception cref="InvalidOperationException">The launcher did not become ready; the text has the end of its output.</exception>
    public static async Task<StartedSystem> StartAsync(Arguments arguments, CancellationToken ct)
    {
        if (arguments.Value("--gateway") is { } running)
            return new StartedSystem(new Uri(running), arguments.Value("--admin-password") ?? OwnAdminPassword, null, null);
        var parent = arguments.Value("--data") ?? Path.GetTempPath();
        var data = Directory.CreateDirectory(Path.Combine(parent, $"msa-load-{Guid.CreateVersion7():N}")).FullName;
        List<string> command =
        [
            "--data", data, "--admin-password", OwnAdminPassword, "--gateway-port", "0", "--broker-port", "0", "--registry-port", "0",
        ];
        foreach (var option in new[] { "--database", "--kafka", "--registry" })
        {
            if (arguments.Value(option) is { } value) command.AddRange([option, value]);
        }
        var launcher = ProgramUnderTest.Start("MsaSample.Launcher", command);
        try
        {
            var line = await launcher.WaitForLineAsync("MsaSample is ready: (http://[^ ]+)", StartPatience, ct);
            return new StartedSystem(new Uri(line.Groups[1].Value), OwnAdminPassword, launcher, data);
        }
        catch
        {
            await launcher.DisposeAsync();
            Directory.Delete(data, recursive: true);
            throw;
        }
    }

    /// <summary>CPU and memory of the launcher and all that it started; empty for a system that ran already.</summary>
    public IReadOnlyCollection<ProcessUsage> Processes() =>
        _launcher is null
            ? []
            :
            [
                .. ProcessTree.DescendantsOf(_launcher.Pid)
                    .Select(p => p.Pid)
                    .Prepend(_launcher.Pid)
                    .Select(ProcessUsage.Read)
                    .OfType<ProcessUsage>(),
            ];

    public async ValueTask DisposeAsync()
    {
        if (_launcher is null) return;
        await _launcher.DisposeAsync();
        Directory.Delete(_data!, recursive: true);
    }
}
