using System.Globalization;

namespace MsaSample.CommandLine.Ports;

/// <summary>
/// Finds the process that listens on a TCP port: the socket's inode in /proc/net/tcp, then the process that has it open (proc(5)).
/// The embedded broker compiles this file too, to name the owner without a reference to this library.
/// </summary>
internal static class PortOwner
{
    private const string Listening = "0A";

    private static readonly string[] Tables = ["/proc/net/tcp", "/proc/net/tcp6"];

    /// <summary>The words for a port that cannot be listened on: <c>port 9092 is taken (by MsaSample.Broker, pid 123)</c>.</summary>
    public static string DescribeTaken(int port) => $"port {port} is taken{(Describe(port) is { } owner ? $" (by {owner})" : "")}";

    /// <summary>The owner for people; null where there is no /proc, or nobody listens.</summary>
    private static string? Describe(int port)
    {
        var sockets = Tables
            .Where(File.Exists)
            .SelectMany(File.ReadLines)
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(fields => fields.Length > 9 && fields[3] == Listening && PortOf(fields[1]) == port)
            .Select(fields => $"socket:[{fields[9]}]")
            .ToHashSet();
        if (sockets.Count == 0)
            return null;

        foreach (var process in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(process), CultureInfo.InvariantCulture, out var pid) && HasOpen(process, sockets))
                return $"{NameOf(process)}, pid {pid}";
        }

        return "a process of another user";
    }

    private static int PortOf(string address)
    {
        var digits = address.AsSpan(address.IndexOf(':', StringComparison.Ordinal) + 1);
        return int.TryParse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var port) ? port : -1;
    }

    // A process may end while it is looked at, and those of other users cannot be looked into.
    private static bool HasOpen(string process, HashSet<string> sockets)
    {
        try
        {
            return Directory.EnumerateFileSystemEntries(Path.Combine(process, "fd"))
                .Any(file => new FileInfo(file).LinkTarget is { } target && sockets.Contains(target));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>The name of a program; for one of .NET that of its assembly, as <c>MsaSample.Broker</c>.</summary>
    private static string NameOf(string process)
    {
        try
        {
            var command = File.ReadAllText(Path.Combine(process, "cmdline")).Split('\0', StringSplitOptions.RemoveEmptyEntries);
            var program = Path.GetFileName(command.FirstOrDefault() ?? "a process that has just ended");
            var assembly = command.FirstOrDefault(argument => argument.EndsWith(".dll", StringComparison.Ordinal));
            return program == "dotnet" && assembly is not null ? Path.GetFileNameWithoutExtension(assembly) : program;
        }
        catch (IOException)
        {
            return "a process that has just ended";
        }
    }
}
