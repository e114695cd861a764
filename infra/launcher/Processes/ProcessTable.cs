using System.Globalization;

namespace MsaSample.Launcher.Processes;

/// <summary>Facts about processes from /proc; every answer is null on a system without it.</summary>
internal static class ProcessTable
{
    /// <summary>
    /// When a process started, in ticks since boot (proc(5), stat field 22); together with the pid it identifies a process, even when pids
    /// are reused. Null when it has ended.
    /// </summary>
    public static long? StartTimeOf(int pid) =>
        StatOf(pid) is { } stat && stat[0] is not ("Z" or "X") ? long.Parse(stat[19], CultureInfo.InvariantCulture) : null;

    /// <summary>The parent of a process, or null when it has ended.</summary>
    public static int? ParentOf(int pid) => StatOf(pid) is { } stat ? int.Parse(stat[1], CultureInfo.InvariantCulture) : null;

    /// <summary>The command line of a process, one string an argument; empty when it has ended or is another user's.</summary>
    public static string[] CommandOf(int pid) =>
        Read($"/proc/{pid}/cmdline")?.Split('\0', StringSplitOptions.RemoveEmptyEntries) ?? [];

    /// <summary>The fields of /proc/pid/stat after the name, which may contain blanks: [0] is the state.</summary>
    private static string[]? StatOf(int pid)
    {
        var stat = Read($"/proc/{pid}/stat");
        return stat?[(stat.LastIndexOf(')') + 2)..].Split(' ');
    }

    private static string? Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
