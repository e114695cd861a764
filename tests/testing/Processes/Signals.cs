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

    /// <summary>SIGKILL: it ends at once and writes nothing more.</summary>
    public static void Kill(int pid) => Send(pid, KillNow);

    /// <summary>SIGTERM: it is asked to end.</summary>
    public static void Term(int pid) => Send(pid, Terminate);

    /// <summary>SIGINT: what Ctrl-C sends.</summary>
    public static void PressCtrlC(int pid) => Send(pid, Interrupt);

    /// <summary>SIGSTOP: it hangs, with its connections open, until <see cref="Resume"/>.</summary>
    public static void Pause(int pid) => Send(pid, Stop);

    /// <summary>SIGCONT: it goes on.</summary>
    public static void Resume(int pid) => Send(pid, Continue);

    // A process that has ended meanwhile is not an error: the caller wanted it gone or will see that it is.
    private static void Send(int pid, int signal) => _ = SysKill(pid, signal);

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static extern int SysKill(int pid, int signal);
}
