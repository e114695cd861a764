using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using MsaSample.Broker.Files;
using MsaSample.Broker.Storage.Compaction;
using MsaSample.Broker.Storage.Directories;
using MsaSample.Broker.Storage.Recovery;

namespace MsaSample.Broker.Storage;

/// <summary>
/// The data directory of a broker, in Kafka's layout: one directory per partition, <c>meta.properties</c>, checkpoints and a lock file.
/// </summary>
internal sealed class LogDirectory : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, PartitionLog> _logs = new();
    private readonly DirectoryLock _lock;
    private readonly StorageOptions _options;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly LogCheckpoints _checkpoints;
    private readonly LogCleaner _cleaner;
    private readonly LogMaintenance _maintenance;

    private LogDirectory(string path, DirectoryLock held, StorageOptions options, TimeProvider clock, ILogger logger)
    {
        (Path, _lock, _options, _clock, _logger) = (path, held, options, clock, logger);
        Meta = MetaProperties.LoadOrCreate(path);
        _checkpoints = new LogCheckpoints(path);
        _checkpoints.Load(WasCleanShutdown);
        held.RemoveCleanShutdownMarker();
        PartitionDirectory.FinishDeletions(path);

        _cleaner = new LogCleaner(path, options, clock, logger);
        _maintenance = new LogMaintenance(path, _logs, _checkpoints, _cleaner, options, clock, logger);
    }

    public string Path { get; }

    public MetaProperties Meta { get; }

    /// <summary>The last broker that used the directory was shut down cleanly.</summary>
    public bool WasCleanShutdown => _lock.WasCleanShutdown;

    /// <summary>Opens or creates the directory and locks it against other brokers.</summary>
    /// <exception cref="IOException">Another broker uses it, or it cannot be written.</exception>
    public static LogDirectory Open(string path, StorageOptions options, TimeProvider clock, ILogger logger) =>
        new(path, DirectoryLock.Acquire(path), options, clock, logger);

    /// <summary>Opens or creates the log of one partition. The directory maintains and closes it.</summary>
    /// <param name="name"><c>{topic}-{partition}</c>.</param>
    /// <param name="config">The topic's settings.</param>
    /// <param name="topicId">
    /// Recorded in <c>partition.metadata</c>; an existing log of the same name with another topic id is renamed first.
    /// </param>
    /// <exception cref="IOException">The log cannot be read or created.</exception>
    public PartitionLog OpenLog(string name, LogConfig config, Guid topicId)
    {
        var directory = System.IO.Path.Combine(Path, name);
        if (PartitionDirectory.RenameIfStray(directory, topicId) is { } renamed)
            _logger.LogOfAnotherTopic(directory, renamed);

        var isNew = !Directory.Exists(directory);
        if (isNew)
            ForgetEarlierLog(name);

        var state = isNew ? default : _checkpoints.Find(name) ?? new LogState(WasCleanShutdown, 0, 0);
        try
        {
            Directory.CreateDirectory(directory);
            PartitionDirectory.WriteMetadata(directory, topicId);
            if (isNew && _options.Fsync == FsyncPolicy.Always)
                DirectoryEntries.Flush(Path);
            var log = PartitionLog.Open(directory, config, state, _options, _clock, _logger);
            _cleaner.LimitFirstDirty(name, log.EndOffset);
            log.StartOffsetMoved = () => _checkpoints.SaveStarts(_logs);
            _logs[name] = log;
            _checkpoints.Forget(name);
            return log;
        }
        catch when (isNew && Directory.Exists(directory))
        {
            Directory.Delete(directory, recursive: true); // it holds no records, and its topic is not created
            throw;
        }
    }

    /// <summary>Deletes the log of one partition with all its files.</summary>
    public void DeleteLog(string name)
    {
        if (!_logs.TryRemove(name, out var log))
            return;

        log.DeleteFiles();
        _cleaner.Forget(name);
        _checkpoints.SaveAll(_logs);
    }

    /// <summary>Applies retention to all logs and forgets idempotent producers that have expired.</summary>
    public void ApplyRetention() => _maintenance.ApplyRetention();

    /// <summary>Compacts the logs that are dirty enough; returns the number of passes.</summary>
    public int Compact(CancellationToken cancellationToken) => _cleaner.CleanAll([.. _logs.Values], cancellationToken);

    /// <summary>
    /// Closes all logs and marks the shutdown as clean. The marker is left out when the disk refused anything, or when a log that may be
    /// torn was never opened.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        await _maintenance.DisposeAsync();
        try
        {
            var closed = _logs.Values.Count(TryClose);
            _checkpoints.SaveAll(_logs);
            if (closed == _logs.Count && (WasCleanShutdown || AreAllLogsOpen()))
                _lock.WriteCleanShutdownMarker();
        }
        catch (IOException e)
        {
            _logger.DirectoryNotClosedCleanly(e, Path, e.Message);
        }
        finally
        {
            await _lock.DisposeAsync();
        }
    }

    // A log that cannot be closed must not keep the others open.
    private bool TryClose(PartitionLog log)
    {
        try
        {
            log.Dispose();
            if (!log.IsClosedCleanly)
                _logger.LogNotClosedCleanly(null, log.Name, "an earlier flush failed");
        }
        catch (Exception e)
        {
            _logger.LogNotClosedCleanly(e, log.Name, e.Message);
        }

        return log.IsClosedCleanly;
    }

    // After a start that failed half-way some logs were never verified, so the marker would claim too much.
    private bool AreAllLogsOpen() => PartitionDirectory.NamesIn(Path).All(_logs.ContainsKey);

    // The checkpoints of a deleted log must not be applied to a new one of the same name, not even after a kill.
    private void ForgetEarlierLog(string name)
    {
        _cleaner.Forget(name);
        if (_checkpoints.Forget(name))
            _checkpoints.SaveAll(_logs);
    }
}
