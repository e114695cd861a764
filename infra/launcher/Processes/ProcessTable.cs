using System.Globalization;

namespace MsaSample.Launcher.Processes;

/// <summary>What /proc says about processes. Where there is no /proc, nothing is known and every answer is null.</summary>
internal static class ProcessTable
{
    /// <summary>When a process started, in ticks since boot (proc(5), stat field 22); with the pid it names one process for good. Null when it has ended.</summary>
    public static long? StartTimeOf(int pid) =>
        StatOf(pid) is { } stat && stat[0] is not ("Z" or "X") ? long.Parse(stat[19], CultureInfo.InvariantCulture) : null;

    /// <summary>The parent of a process, or null when it has ended.</summary>
    public static int? ParentOf(int pid) => StatOf(pid) is { } stat ? int.Parse(stat[1], CultureInfo.InvariantCulture) : null;

    /// <summary>The command line of a process, one string an argument; empty when it has ended or is another user's.</summary>
    public static string[] CommandOf(int pid) =>
        Read($"/proc/{pid}/cmdline")?.Split('\0', StringSplitOptions.RemoveEmptyEntries) ?? [];

    /// <summary>A short name for people: for a .NET program its assembly, as <c>MsaSample.Broker</c>.</summary>
    public static string NameOf(int pid)
    {
        var command = CommandOf(pid);
        if (command.Length == 0)
            return "another process";

        var program = Path.GetFileName(command[0]);
        var assembly = command.FirstOrDefault(argument => argument.EndsWith(".dll", StringComparison.Ordinal));
        return program == "dotnet" && assembly is not null ? Path.GetFileNameWithoutExtension(assembly) : program;
    }

    /// <summary>The fields of /proc/pid/stat after the name, which may itself hold blanks: [0] is the state.</summary>
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
