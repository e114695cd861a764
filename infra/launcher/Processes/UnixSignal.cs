using System.Runtime.InteropServices;

namespace MsaSample.Launcher.Processes;

/// <summary>kill(2), because .NET can send no signal but SIGKILL.</summary>
internal static class UnixSignal
{
    public const int Terminate = 15;
    public const int Kill = 9;

    /// <summary>Sends a signal; false when there is no such process. A negative pid is a process group.</summary>
    public static bool Send(int pid, int signal) => NativeKill(pid, signal) == 0;

    /// <summary>The name of a signal, as <c>SIGKILL</c>.</summary>
    public static string NameOf(int signal) => signal switch
    {
        1 => "SIGHUP",
        2 => "SIGINT",
        3 => "SIGQUIT",
        4 => "SIGILL",
        6 => "SIGABRT",
        7 => "SIGBUS",
        8 => "SIGFPE",
        9 => "SIGKILL",
        11 => "SIGSEGV",
        13 => "SIGPIPE",
        15 => "SIGTERM",
        _ => $"signal {signal}",
    };

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int NativeKill(int pid, int signal);
}
