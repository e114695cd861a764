using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using MsaSample.Broker.Storage.Compaction;

namespace MsaSample.Broker.Storage.Directories;

/// <summary>The background work of a data directory: flushes, checkpoints, retention and compaction, each at its own interval.</summary>
internal sealed class LogMaintenance : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, PartitionLog> _logs;
    private readonly LogCheckpoints _checkpoints;
    private readonly StorageOptions _options;
    private readonly TimeProvider _clock;
    private readonly PeriodicTasks _tasks;

    public LogMaintenance(
        string directory, ConcurrentDictionary<string, PartitionLog> logs, LogCheckpoints checkpoints, LogCleaner cleaner,
        StorageOptions options, TimeProvider clock, ILogger logger)
    {
        (_logs, _checkpoints, _options, _clock) = (logs, checkpoints, options, clock);
        _tasks = new PeriodicTasks(directory, clock, logger);
        _tasks.Every(options.WrittenOffsetInterval, _ => SaveWrittenOffsets());
        _tasks.Every(options.CheckpointInterval, _ => SaveRecoveryPoints());
        _tasks.Every(options.RetentionInterval, _ => ApplyRetention());
        _tasks.Every(options.CleanerInterval, cancellationToken => cleaner.CleanAll([.. logs.Values], cancellationToken));
        _tasks.Every(options.FlushCheckInterval, _ => _tasks.ForEach(logs.Values, static log => log.FlushIfDue()));
        if (options.Fsync == FsyncPolicy.Interval)
            _tasks.Every(options.FsyncInterval, _ => _tasks.ForEach(logs.Values, static log => log.Flush(includeActive: true)));
    }

    /// <summary>Applies retention to all logs and forgets idempotent producers that have expired.</summary>
    public void ApplyRetention()
    {
        var expired = (_clock.GetUtcNow() - _options.ProducerExpiry).ToUnixTimeMilliseconds();
        _tasks.ForEach(_logs.Values, log =>
        {
            log.ApplyRetention();
            log.ForgetProducersBefore(expired);
        });
    }

    /// <summary>Completes when the running work has stopped.</summary>
    public ValueTask DisposeAsync() => _tasks.DisposeAsync();

    private void SaveWrittenOffsets()
    {
        var changed = 0;
        _tasks.ForEach(_logs.Values, log => changed += log.AdvanceWrittenOffset() ? 1 : 0);
        if (changed > 0)
            _checkpoints.SaveWrittenOffsets(_logs);
    }

    private void SaveRecoveryPoints()
    {
        _tasks.ForEach(_logs.Values, static log => log.Flush(includeActive: false));
        _checkpoints.Save(_logs);
    }
}
