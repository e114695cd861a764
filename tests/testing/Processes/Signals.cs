using System.Runtime.InteropServices;

namespace MsaSample.Testing;

/// <summary>POSIX signals to a process by its id: see <c>kill(2)</c>.</summary>
public static class Signals
{
    private const int Interrupt = 2;
    private const int KillNow = 9;
    private const int Terminate = 15;
    private const int Continue = 18;
    private const int Stop = 19;

    /// <summary>Sends SIGKILL, which ends the process at once.</summary>
    public static void Kill(int pid) => Send(pid, KillNow);

    /// <summary>Sends SIGTERM, which asks the process to end.</summary>
    public static void Term(int pid) => Send(pid, Terminate);

    /// <summary>Sends SIGINT, as Ctrl-C does.</summary>
    public static void PressCtrlC(int pid) => Send(pid, Interrupt);

    /// <summary>Sends SIGSTOP: the process stops running, with its connections open, until <see cref="Resume"/>.</summary>
    public static void Pause(int pid) => Send(pid, Stop);

    /// <summary>Sends SIGCONT: the process runs again.</summary>
    public static void Resume(int pid) => Send(pid, Continue);

    // Failing because the process has ended is not an error: the caller wanted that, or will notice it.
    private static void Send(int pid, int signal) => _ = SysKill(pid, signal);

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static extern int SysKill(int pid, int signal);
}
