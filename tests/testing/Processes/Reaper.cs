using System.Diagnostics;

namespace MsaSample.Testing;

/// <summary>
/// Kills the processes that tests started, even when the test program itself is killed: a shell keeps the list of their ids, and kills
/// those on it when its standard input closes.
/// </summary>
internal static class Reaper
{
    private const string Script =
        """
        trap '' INT TERM HUP
        declare -A pids
        while read -r sign pid; do
            if [ "$sign" = + ]; then pids[$pid]=1; else unset "pids[$pid]"; fi
        done
        [ ${#pids[@]} -eq 0 ] || kill -9 "${!pids[@]}" 2>/dev/null
        """;

    private static readonly Lock Gate = new();
    private static StreamWriter? _commands;

    /// <summary>Makes sure that the process is killed when this test program ends, for whatever reason.</summary>
    public static void Watch(int pid) => Send('+', pid);

    /// <summary>Call this when the process has ended, because its id may be reused.</summary>
    public static void Forget(int pid) => Send('-', pid);

    private static void Send(char sign, int pid)
    {
        lock (Gate)
        {
            _commands ??= Start();
            _commands.Write($"{sign} {pid}\n");
            _commands.Flush();
        }
    }

    private static StreamWriter Start() =>
        Process.Start(new ProcessStartInfo("bash", ["-c", Script]) { RedirectStandardInput = true })!.StandardInput;
}
