using MsaSample.Launcher.Output;

namespace MsaSample.Launcher.Processes;

/// <summary>Waits until the processes of a killed launcher have ended. They stop by themselves at the end of their input.</summary>
internal static class Leftovers
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    public static async Task WaitForEndAsync(
        ProcessJournal journal, Terminal terminal, TimeProvider clock, CancellationToken cancellationToken)
    {
        var leftovers = journal.FindLeftovers();
        if (leftovers.Count == 0)
            return;

        terminal.Say($"waiting for processes of the last start to end: {Describe(leftovers)}");
        foreach (var (pid, _) in leftovers)
            UnixSignal.Send(pid, UnixSignal.Terminate);

        var started = clock.GetTimestamp();
        while ((leftovers = journal.FindLeftovers()).Count > 0)
        {
            if (clock.GetElapsedTime(started) > Patience)
            {
                terminal.WriteNamed("launcher", $"killing {Describe(leftovers)}", Severity.Warning);
                foreach (var (pid, _) in leftovers)
                    UnixSignal.Send(pid, UnixSignal.Kill);
            }

            await Task.Delay(Interval, clock, cancellationToken);
        }
    }

    private static string Describe(IReadOnlyList<(int Pid, string Name)> processes) =>
        string.Join(", ", processes.Select(process => $"{process.Name} (pid {process.Pid})"));
}
