using System.Collections.Concurrent;
using MsaSample.Broker.Storage.Recovery;

namespace MsaSample.Broker.Storage.Directories;

/// <summary>
/// The offset checkpoints of a log directory: <c>recovery-point-offset-checkpoint</c>, <c>log-start-offset-checkpoint</c> and <c>written-offset-checkpoint</c>.
/// What they said at the start is kept, and saved again, for each log until it is opened: a stop in the middle of a start loses nothing.
/// </summary>
internal sealed class LogCheckpoints(string directory)
{
    private readonly string _recoveryPath = Path.Combine(directory, "recovery-point-offset-checkpoint");
    private readonly string _startPath = Path.Combine(directory, "log-start-offset-checkpoint");
    private readonly TailCheckpoint _tails = new(Path.Combine(directory, "written-offset-checkpoint"));
    private readonly Lock _saving = new();
    private readonly ConcurrentDictionary<string, LogState> _unopened = new(StringComparer.Ordinal);

    /// <summary>Takes what an earlier process left.</summary>
    /// <param name="cleanShutdown">It stopped in order.</param>
    public void Load(bool cleanShutdown)
    {
        var recoveryPoints = Checkpoint.Load(_recoveryPath, mayBeLost: true);
        var starts = Checkpoint.Load(_startPath, mayBeLost: false);
        var tails = _tails.Load();
        foreach (var name in recoveryPoints.Keys.Union(starts.Keys).Union(tails.Keys))
        {
            _unopened[name] = new LogState(
                cleanShutdown, recoveryPoints.GetValueOrDefault(name), starts.GetValueOrDefault(name), tails.GetValueOrDefault(name));
        }
    }

    /// <summary>What is known of a log that is about to be opened; null when nothing is.</summary>
    public LogState? Find(string name) => _unopened.TryGetValue(name, out var state) ? state : null;

    /// <summary>From now on what is told of a log of that name comes from the log itself, if there is one. True when something was known.</summary>
    public bool Forget(string name) => _unopened.TryRemove(name, out _);

    /// <exception cref="IOException">The disk is full; the old files are as they were.</exception>
    public void Save(IEnumerable<KeyValuePair<string, PartitionLog>> logs)
    {
        lock (_saving)
            Checkpoint.Save(_recoveryPath, Lines(logs, static state => state.RecoveryPoint, static log => log.RecoveryPoint));

        SaveStarts(logs);
    }

    public void SaveStarts(IEnumerable<KeyValuePair<string, PartitionLog>> logs)
    {
        lock (_saving)
            Checkpoint.Save(_startPath, Lines(logs, static state => state.StartOffset, static log => log.StartOffset));
    }

    public void SaveTails(IEnumerable<KeyValuePair<string, PartitionLog>> logs)
    {
        lock (_saving)
            _tails.Save(Lines(logs, static state => state.WrittenPoint, static log => log.WrittenPoint));
    }

    // The unopened first: a log that is opened meanwhile is then among the others.
    private Dictionary<string, long> Lines(
        IEnumerable<KeyValuePair<string, PartitionLog>> logs, Func<LogState, long> noted, Func<PartitionLog, long> present)
    {
        var lines = _unopened.Where(log => Directory.Exists(Path.Combine(directory, log.Key))).ToDictionary(log => log.Key, log => noted(log.Value));
        foreach (var (name, log) in logs)
            lines[name] = present(log);

        return lines;
    }
}
