using System.Globalization;
using MsaSample.Broker.Files;

namespace MsaSample.Broker.Storage.Directories;

/// <summary>
/// <c>written-offset-checkpoint</c>: how far the records, the indexes and a producer snapshot of each log were written since the machine
/// booted. The operating system keeps what a killed process wrote, so until the next boot a restart verifies only the records above these
/// offsets. The first line of the file is the boot id; then one log and offset per line.
/// </summary>
internal sealed class WrittenOffsetCheckpoint(string path)
{
    private const string BootIdPath = "/proc/sys/kernel/random/boot_id";

    // Null on systems without a boot id: then nothing is saved, and every restart verifies from the recovery point.
    private readonly string? _boot = File.Exists(BootIdPath) ? File.ReadAllText(BootIdPath).Trim() : null;

    /// <summary>Offsets by partition directory name; empty when they were saved before the last boot.</summary>
    public Dictionary<string, long> Load()
    {
        var offsets = new Dictionary<string, long>();
        var lines = _boot is not null ? Checkpoint.Lines(path, mayBeLost: true) : [];
        if (lines.Length == 0 || lines[0] != _boot)
            return offsets;

        foreach (var line in lines.Skip(1))
        {
            if (line.Split(' ') is [var name, var text]
                && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var offset))
                offsets[name] = offset;
        }

        return offsets;
    }

    /// <summary>Saves the offsets; one call at a time. The file is not flushed: it is of no use after power loss.</summary>
    public void Save(IEnumerable<KeyValuePair<string, long>> offsets)
    {
        if (_boot is not null)
            AtomicFile.Write(path, string.Join('\n', offsets.Select(static o => $"{o.Key} {o.Value}").Prepend(_boot)), flush: false);
    }
}
