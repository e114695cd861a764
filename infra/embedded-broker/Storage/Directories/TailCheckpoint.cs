using System.Globalization;

namespace MsaSample.Broker.Storage.Directories;

/// <summary>
/// <c>written-offset-checkpoint</c>: how far each log, its indexes and its producer snapshot were written while the machine has been up. The system keeps what a
/// killed process wrote, so as long as the machine was not started anew only what lies behind is read again. Lines as in Kafka's checkpoints below the boot's id.
/// </summary>
internal sealed class TailCheckpoint(string path)
{
    private const string BootIdPath = "/proc/sys/kernel/random/boot_id";

    // Null where the system has no such thing: then nothing is ever trusted.
    private readonly string? _boot = File.Exists(BootIdPath) ? File.ReadAllText(BootIdPath).Trim() : null;

    /// <summary>Offsets by directory name; empty when they are of another boot.</summary>
    public Dictionary<string, long> Load()
    {
        var offsets = new Dictionary<string, long>();
        var lines = _boot is not null ? Checkpoint.Lines(path, mayBeLost: true) : [];
        if (lines.Length == 0 || lines[0] != _boot)
            return offsets;

        foreach (var line in lines.Skip(1))
        {
            if (line.Split(' ') is [var name, var text] && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var offset))
                offsets[name] = offset;
        }

        return offsets;
    }

    /// <summary>One call at a time. Not flushed: it is of use only while the system has not lost anything.</summary>
    public void Save(IEnumerable<KeyValuePair<string, long>> offsets)
    {
        if (_boot is not null)
            AtomicFile.Write(path, string.Join('\n', offsets.Select(static o => $"{o.Key} {o.Value}").Prepend(_boot)), flush: false);
    }
}
