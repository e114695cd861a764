using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using MsaSample.Broker.Storage.Directories;

namespace MsaSample.Broker.Storage.Compaction;

/// <summary>
/// Compacts the logs of a data directory, the dirtiest first, and records in <c>cleaner-offset-checkpoint</c> up to which offset each one
/// is compacted.
/// </summary>
/// <remarks>One lock is held for a whole round of compaction, the other while the recorded offsets are changed and saved.</remarks>
internal sealed class LogCleaner(string directory, StorageOptions options, TimeProvider clock, ILogger logger)
{
    private readonly string _checkpoint = Path.Combine(directory, "cleaner-offset-checkpoint");
    private readonly ConcurrentDictionary<string, long> _firstDirty = new(
        Checkpoint.Load(Path.Combine(directory, "cleaner-offset-checkpoint"), mayBeLost: true));
    private readonly Lock _cleaning = new();
    private readonly Lock _saving = new();

    /// <summary>Rolls old active segments, then compacts every log that is dirty enough; returns the number of passes.</summary>
    public int CleanAll(IReadOnlyCollection<PartitionLog> logs, CancellationToken cancellationToken)
    {
        lock (_cleaning)
        {
            var passes = 0;
            foreach (var plan in Plan(logs))
            {
                for (var next = plan; next is not null; next = CompactionPlan.For(plan.Log, FirstDirty(plan.Log), Now))
                {
                    if (!TryCompact(next, cancellationToken))
                        break;

                    passes++;
                }
            }

            return passes;
        }
    }

    /// <summary>Forgets a log that was deleted, or that is new: none of it is compacted.</summary>
    /// <exception cref="IOException">The checkpoint cannot be saved.</exception>
    public void Forget(string name)
    {
        lock (_saving)
        {
            if (_firstDirty.TryRemove(name, out _))
                SaveCheckpoint();
        }
    }

    /// <summary>
    /// Lowers the recorded offset to the log end offset: after a crash took compacted records, new ones with their offsets are not
    /// compacted.
    /// </summary>
    /// <exception cref="IOException">The checkpoint cannot be saved.</exception>
    public void LimitFirstDirty(string name, long endOffset)
    {
        lock (_saving)
        {
            if (!_firstDirty.TryGetValue(name, out var offset) || offset <= endOffset)
                return;

            _firstDirty[name] = endOffset;
            SaveCheckpoint();
        }
    }

    private long Now => clock.GetUtcNow().ToUnixTimeMilliseconds();

    private List<CompactionPlan> Plan(IReadOnlyCollection<PartitionLog> logs)
    {
        var plans = new List<CompactionPlan>();
        foreach (var log in logs.Where(static log => log.Config.IsCompacted))
        {
            try
            {
                log.Cleanable.RollActiveIfOld(log.Config, Now);
                if (CompactionPlan.For(log, FirstDirty(log), Now) is { } plan)
                    plans.Add(plan);
            }
            catch (IOException e)
            {
                logger.CompactionFailed(e, log.Name, e.Message);
            }
        }

        return [.. plans.OrderByDescending(static plan => plan.IsOverdue).ThenByDescending(static plan => plan.DirtyRatio)];
    }

    private bool TryCompact(CompactionPlan plan, CancellationToken cancellationToken)
    {
        var started = clock.GetTimestamp();
        try
        {
            var pass = new LogCompaction(plan, options, Now, cancellationToken);
            var firstDirty = pass.Run();
            SetFirstDirty(plan.Log, firstDirty);
            logger.LogCompacted(
                plan.Log.Name, firstDirty, pass.BytesBefore, pass.BytesAfter, pass.SegmentsBefore, pass.SegmentsAfter,
                clock.GetElapsedTime(started).TotalMilliseconds);
            return firstDirty > plan.FirstDirty;
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            logger.CompactionFailed(e, plan.Log.Name, e.Message);
            return false;
        }
    }

    private void SetFirstDirty(PartitionLog log, long firstDirty)
    {
        lock (_saving)
        {
            if (log.IsClosed)
                return; // the log was deleted, and a new one may have its name

            _firstDirty[log.Name] = firstDirty;
            SaveCheckpoint();
        }
    }

    private void SaveCheckpoint() =>
        Checkpoint.Save(_checkpoint, _firstDirty.Where(known => Directory.Exists(Path.Combine(directory, known.Key))).ToArray());

    private long FirstDirty(PartitionLog log) => _firstDirty.GetValueOrDefault(log.Name);
}
