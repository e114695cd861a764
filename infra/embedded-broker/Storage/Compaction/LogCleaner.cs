using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using MsaSample.Broker.Storage.Directories;

namespace MsaSample.Broker.Storage.Compaction;

/// <summary>Compacts the logs of a directory, the dirtiest first, and remembers in <c>cleaner-offset-checkpoint</c> how far each one is compacted.</summary>
internal sealed class LogCleaner(string directory, StorageOptions options, TimeProvider clock, ILogger logger)
{
    private readonly string _checkpoint = Path.Combine(directory, "cleaner-offset-checkpoint");
    private readonly ConcurrentDictionary<string, long> _firstDirty = new(Checkpoint.Load(Path.Combine(directory, "cleaner-offset-checkpoint"), mayBeLost: true));
    private readonly Lock _cleaning = new();
    private readonly Lock _noting = new();

    /// <summary>Rolls what is old enough, then compacts every log that is worth it; returns how many passes that took.</summary>
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

    /// <summary>The log of that name is closed and gone, or new: nothing of it is compacted.</summary>
    /// <exception cref="IOException">The disk does not take the note.</exception>
    public void Forget(string name)
    {
        lock (_noting)
        {
            if (_firstDirty.TryRemove(name, out _))
                SaveNotes();
        }
    }

    /// <summary>The log ends at <paramref name="endOffset"/>: what a crash took from it, and others are written in the place of, was not compacted.</summary>
    /// <exception cref="IOException">The disk does not take the note.</exception>
    public void Lower(string name, long endOffset)
    {
        lock (_noting)
        {
            if (!_firstDirty.TryGetValue(name, out var offset) || offset <= endOffset)
                return;

            _firstDirty[name] = endOffset;
            SaveNotes();
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
                log.RollForCompaction(Now);
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
            Note(plan.Log, firstDirty);
            logger.Compacted(
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

    private void Note(PartitionLog log, long firstDirty)
    {
        lock (_noting)
        {
            if (log.IsClosed)
                return; // the name may be another log's already

            _firstDirty[log.Name] = firstDirty;
            SaveNotes();
        }
    }

    private void SaveNotes() =>
        Checkpoint.Save(_checkpoint, _firstDirty.Where(known => Directory.Exists(Path.Combine(directory, known.Key))).ToArray());

    private long FirstDirty(PartitionLog log) => _firstDirty.GetValueOrDefault(log.Name);
}
