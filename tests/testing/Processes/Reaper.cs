using System.Diagnostics;

namespace MsaSample.Testing;

/// <summary>
/// Ends the processes that tests started even when the test program itself is killed: one shell holds the list of their ids and kills what
/// is still on it when its standard input closes.
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
    private static StreamWriter? _orders;

    /// <summary>From now on the process is killed when this test program ends, however it ends.</summary>
    public static void Watch(int pid) => Say('+', pid);

    /// <summary>The process has ended; its id may be given to another one.</summary>
    public static void Forget(int pid) => Say('-', pid);

    private static void Say(char sign, int pid)
    {
        lock (Gate)
        {
            _orders ??= Start();
            _orders.Write($"{sign} {pid}\n");
            _orders.Flush();
        }
    }

    private static StreamWriter Start() =>
        Process.Start(new ProcessStartInfo("bash", ["-c", Script]) { RedirectStandardInput = true })!.StandardInput;
}
