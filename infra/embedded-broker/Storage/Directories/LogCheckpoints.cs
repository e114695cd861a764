using System.Collections.Concurrent;
using MsaSample.Broker.Storage.Recovery;

namespace MsaSample.Broker.Storage.Directories;

/// <summary>
/// The offset checkpoints of a data directory: <c>recovery-point-offset-checkpoint</c>, <c>log-start-offset-checkpoint</c> and
/// <c>written-offset-checkpoint</c>. Until a log is opened, the offsets that an earlier process saved for it are kept and saved again: a
/// stop in the middle of a start loses nothing.
/// </summary>
internal sealed class LogCheckpoints(string directory)
{
    private readonly string _recoveryPath = Path.Combine(directory, "recovery-point-offset-checkpoint");
    private readonly string _startPath = Path.Combine(directory, "log-start-offset-checkpoint");
    private readonly WrittenOffsetCheckpoint _written = new(Path.Combine(directory, "written-offset-checkpoint"));
    private readonly Lock _saving = new();
    private readonly ConcurrentDictionary<string, LogState> _unopened = new(StringComparer.Ordinal);

    /// <summary>Loads the checkpoints of an earlier process.</summary>
    public void Load(bool cleanShutdown)
    {
        var recoveryPoints = Checkpoint.Load(_recoveryPath, mayBeLost: true);
        var starts = Checkpoint.Load(_startPath, mayBeLost: false);
        var written = _written.Load();
        foreach (var name in recoveryPoints.Keys.Union(starts.Keys).Union(written.Keys))
        {
            _unopened[name] = new LogState(
                cleanShutdown, recoveryPoints.GetValueOrDefault(name), starts.GetValueOrDefault(name), written.GetValueOrDefault(name));
        }
    }

    /// <summary>The saved state of a log that is about to be opened; null when there is none.</summary>
    public LogState? Find(string name) => _unopened.TryGetValue(name, out var state) ? state : null;

    /// <summary>Drops the saved state of a log that was opened or deleted; false when there was none.</summary>
    public bool Forget(string name) => _unopened.TryRemove(name, out _);

    /// <summary>Saves all three checkpoints.</summary>
    /// <exception cref="IOException">The disk is full; the old files are as they were.</exception>
    public void SaveAll(IEnumerable<KeyValuePair<string, PartitionLog>> logs)
    {
        SaveWrittenOffsets(logs);
        Save(logs);
    }

    /// <summary>Saves the recovery points and the log start offsets.</summary>
    /// <exception cref="IOException">The disk is full; the old files are as they were.</exception>
    public void Save(IEnumerable<KeyValuePair<string, PartitionLog>> logs)
    {
        lock (_saving)
            Checkpoint.Save(_recoveryPath, Offsets(logs, static state => state.RecoveryPoint, static log => log.RecoveryPoint));

        SaveStarts(logs);
    }

    public void SaveStarts(IEnumerable<KeyValuePair<string, PartitionLog>> logs)
    {
        lock (_saving)
            Checkpoint.Save(_startPath, Offsets(logs, static state => state.StartOffset, static log => log.StartOffset));
    }

    public void SaveWrittenOffsets(IEnumerable<KeyValuePair<string, PartitionLog>> logs)
    {
        lock (_saving)
            _written.Save(Offsets(logs, static state => state.WrittenOffset, static log => log.WrittenOffset));
    }

    // Unopened logs come first: when one is opened at this moment, its present offset then replaces the saved one.
    private Dictionary<string, long> Offsets(
        IEnumerable<KeyValuePair<string, PartitionLog>> logs, Func<LogState, long> saved, Func<PartitionLog, long> present)
    {
        var offsets = _unopened
            .Where(log => Directory.Exists(Path.Combine(directory, log.Key)))
            .ToDictionary(log => log.Key, log => saved(log.Value));
        foreach (var (name, log) in logs)
            offsets[name] = present(log);

        return offsets;
    }
}
