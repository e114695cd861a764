using MsaSample.CommandLine.Lifetime;

namespace MsaSample.Launcher.Processes;

/// <summary>Stops the launcher when the program that started it is gone, because then nobody is left who could stop it.</summary>
internal static class ParentWatch
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>Watches standard input if another launcher holds it, and <c>dotnet run</c> if that waits for this process.</summary>
    public static void Start(StopSignals signals, bool holdsInput, TimeProvider clock)
    {
        if (holdsInput)
            LauncherLink.Watch(signals.Request);
        if (DotnetRunParent() is { } parent)
            _ = StopWhenParentEndsAsync(parent, signals, clock);
    }

    private static int? DotnetRunParent()
    {
        if (ProcessTable.ParentOf(Environment.ProcessId) is not { } parent)
            return null;

        var command = ProcessTable.CommandOf(parent);
        return command.Length > 1 && Path.GetFileName(command[0]) == "dotnet" && command.Contains("run") ? parent : null;
    }

    private static async Task StopWhenParentEndsAsync(int parent, StopSignals signals, TimeProvider clock)
    {
        while (!signals.Stop.IsCancellationRequested && ProcessTable.ParentOf(Environment.ProcessId) == parent)
            await Task.Delay(Interval, clock, signals.Stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

        signals.Request();
    }
}
