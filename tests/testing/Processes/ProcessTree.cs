using System.Globalization;

namespace MsaSample.Testing;

/// <summary>A process as <c>/proc</c> shows it, with its program and arguments separated by blanks.</summary>
public sealed record RunningProcess(int Pid, string CommandLine);

/// <summary>Reads the running processes from <c>/proc</c> (see proc(5)).</summary>
public static class ProcessTree
{
    /// <summary>All running descendants of a process, without the process itself, in no particular order.</summary>
    public static IReadOnlyList<RunningProcess> DescendantsOf(int pid)
    {
        var children = Directory.EnumerateDirectories("/proc")
            .Select(Path.GetFileName)
            .Where(name => int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            .Select(name => int.Parse(name!, CultureInfo.InvariantCulture))
            .ToLookup(id => ParentOf(id) ?? -1);
        var found = new List<RunningProcess>();
        var open = new Queue<int>(children[pid]);
        while (open.TryDequeue(out var next))
        {
            if (CommandLineOf(next) is { Length: > 0 } commandLine) found.Add(new(next, commandLine));
            foreach (var child in children[next]) open.Enqueue(child);
        }
        return found;
    }

    /// <summary>Whether the process runs. A zombie does not: it has ended, and only its parent has not read its exit code.</summary>
    public static bool IsAlive(int pid) => StatOf(pid) is { } stat && stat[0] != "Z";

    /// <summary>The program and its arguments; null when it has ended.</summary>
    public static string? CommandLineOf(int pid) => Read($"/proc/{pid}/cmdline")?.Replace('\0', ' ').TrimEnd();

    private static int? ParentOf(int pid) =>
        StatOf(pid) is { } stat && stat[0] != "Z" ? int.Parse(stat[1], CultureInfo.InvariantCulture) : null;

    // The second field is the program's name in parentheses, and may contain blanks and parentheses: the fields after it begin at the last
    // one.
    private static string[]? StatOf(int pid) =>
        Read($"/proc/{pid}/stat") is { Length: > 0 } stat ? stat[(stat.LastIndexOf(')') + 2)..].Split(' ') : null;

    private static string? Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (IOException)
        {
            return null; // The process ended after its directory was listed.
        }
        catch (UnauthorizedAccessException)
        {
            return null;
        }
    }
}
