using System.Globalization;

namespace MsaSample.Launcher.Processes;

/// <summary>
/// A file in the data directory that lists the processes running on it. Those of a killed launcher need a moment to stop, and hold ports
/// and files until then; the next start waits for them.
/// </summary>
internal sealed class ProcessJournal(string path)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<int, string> _lines = [];

    public void Add(string name, int pid)
    {
        lock (_lock)
        {
            if (ProcessTable.StartTimeOf(pid) is not { } started)
                return;

            _lines[pid] = string.Create(CultureInfo.InvariantCulture, $"{pid} {started} {name}");
            Save();
        }
    }

    public void Remove(int pid)
    {
        lock (_lock)
        {
            if (_lines.Remove(pid))
                Save();
        }
    }

    /// <summary>The processes of an earlier launcher that still run: the same pid with the same start time.</summary>
    public IReadOnlyList<(int Pid, string Name)> FindLeftovers()
    {
        if (!File.Exists(path))
            return [];

        var leftovers = new List<(int, string)>();
        foreach (var line in File.ReadLines(path))
        {
            var parts = line.Split(' ', 3);
            if (parts.Length == 3
                && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var pid)
                && ProcessTable.StartTimeOf(pid) is { } started
                && started.ToString(CultureInfo.InvariantCulture) == parts[1])
            {
                leftovers.Add((pid, parts[2]));
            }
        }

        return leftovers;
    }

    private void Save() => File.WriteAllLines(path, _lines.Values);
}
