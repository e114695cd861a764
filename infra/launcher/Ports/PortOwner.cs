using System.Globalization;
using MsaSample.Launcher.Processes;

namespace MsaSample.Launcher.Ports;

/// <summary>Finds the process that listens on a TCP port: the socket's inode in /proc/net/tcp, then whose file that is (proc(5)).</summary>
internal static class PortOwner
{
    private const string Listening = "0A";
    private static readonly string[] Tables = ["/proc/net/tcp", "/proc/net/tcp6"];

    /// <summary>The pid, or null when it is another user's or there is no /proc.</summary>
    public static int? Of(int port)
    {
        var sockets = Tables
            .Where(File.Exists)
            .SelectMany(File.ReadLines)
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(fields => fields.Length > 9 && fields[3] == Listening && PortOf(fields[1]) == port)
            .Select(fields => $"socket:[{fields[9]}]")
            .ToHashSet();

        return sockets.Count == 0 ? null : AllPids().Cast<int?>().FirstOrDefault(pid => Holds(pid!.Value, sockets));
    }

    /// <summary>Who has the port, for people: <c>mariadbd, pid 123</c>.</summary>
    public static string Describe(int port) =>
        Of(port) is { } pid ? $"{ProcessTable.NameOf(pid)}, pid {pid}" : "a process of another user";

    private static int PortOf(string address) =>
        int.TryParse(address.AsSpan(address.IndexOf(':', StringComparison.Ordinal) + 1), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var port)
            ? port
            : -1;

    private static IEnumerable<int> AllPids() =>
        Directory.EnumerateDirectories("/proc")
            .Select(directory => int.TryParse(Path.GetFileName(directory), NumberStyles.None, CultureInfo.InvariantCulture, out var pid) ? pid : 0)
            .Where(pid => pid > 0);

    private static bool Holds(int pid, HashSet<string> sockets)
    {
        try
        {
            return Directory.EnumerateFileSystemEntries($"/proc/{pid}/fd")
                .Any(file => new FileInfo(file).LinkTarget is { } target && sockets.Contains(target));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
