using System.Globalization;

namespace MsaSample.ServiceDefaults;

/// <summary>Who listens on a TCP port of this machine. Source: proc(5), /proc/net/tcp and /proc/[pid]/fd. Linux only.</summary>
/// <param name="Name">The process name, as in <c>ps</c>.</param>
/// <param name="ProcessId">Its id.</param>
public sealed record PortOwner(string Name, int ProcessId)
{
    private const string Listening = "0A";

    /// <summary>The process that listens on the port; null when there is none, or when its files may not be read.</summary>
    public static PortOwner? Find(int port)
    {
        if (!OperatingSystem.IsLinux())
            return null;

        var sockets = ListeningSockets("/proc/net/tcp", port).Concat(ListeningSockets("/proc/net/tcp6", port)).ToHashSet();
        return sockets.Count == 0
            ? null
            : Directory.EnumerateDirectories("/proc").Select(process => OwnerOf(process, sockets)).FirstOrDefault(o => o is not null);
    }

    private static IEnumerable<string> ListeningSockets(string table, int port)
    {
        if (!File.Exists(table))
            yield break;

        var wanted = ":" + port.ToString("X4", CultureInfo.InvariantCulture);
        foreach (var line in File.ReadLines(table).Skip(1))
        {
            var fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (fields[1].EndsWith(wanted, StringComparison.Ordinal) && fields[3] == Listening)
                yield return $"socket:[{fields[9]}]";
        }
    }

    private static PortOwner? OwnerOf(string process, HashSet<string> sockets)
    {
        if (!int.TryParse(Path.GetFileName(process), out var id))
            return null;

        try
        {
            var owns = Directory.EnumerateFiles(Path.Combine(process, "fd"))
                .Any(file => new FileInfo(file).LinkTarget is { } target && sockets.Contains(target));
            return owns ? new PortOwner(File.ReadAllText(Path.Combine(process, "comm")).Trim(), id) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It ended meanwhile, or belongs to another user.
            return null;
        }
    }
}
