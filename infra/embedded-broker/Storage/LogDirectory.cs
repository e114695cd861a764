using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using MsaSample.Broker.Hosting;
using MsaSample.Broker.Storage.Compaction;
using MsaSample.Broker.Storage.Directories;
using MsaSample.Broker.Storage.Recovery;

namespace MsaSample.Broker.Storage;

/// <summary>The data directory of a broker, in Kafka's layout: one directory per partition, checkpoints, and the marks of its use.</summary>
/// <remarks>
/// <see cref="DirectoryUse"/> keeps others out; <c>meta.properties</c> names the cluster; <see cref="LogCheckpoints"/> have a line per partition.
/// </remarks>
internal sealed class LogDirectory : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, PartitionLog> _logs = new();
    private readonly DirectoryUse _use;
    private readonly StorageOptions _options;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly LogCheckpoints _checkpoints;
    private readonly LogCleaner _cleaner;
    private readonly Upkeep _upkeep;

    private LogDirectory(string path, DirectoryUse use, StorageOptions options, TimeProvider clock, ILogger logger)
    {
        (Path, _use, _options, _clock, _logger) = (path, use, options, clock, logger);
        Meta = MetaProperties.LoadOrCreate(path);
        _checkpoints = new LogCheckpoints(path);
        _checkpoints.Load(WasCleanShutdown);
        use.TakeMark();
        PartitionDirectory.DeleteDoomed(path);

        _cleaner = new LogCleaner(path, options, clock, logger);
        _upkeep = new Upkeep(path, clock, logger);
        _upkeep.Every(options.TailInterval, _ => SaveTails());
        _upkeep.Every(options.CheckpointInterval, _ => FlushFinished());
        _upkeep.Every(options.RetentionInterval, _ => ApplyRetention());
        _upkeep.Every(options.CleanerInterval, cancellationToken => Compact(cancellationToken));
        _upkeep.Every(options.FlushCheckInterval, _ => _upkeep.ForEach(_logs.Values, static log => log.FlushIfDue()));
        if (options.Fsync == FsyncPolicy.Interval)
            _upkeep.Every(options.FsyncInterval, _ => _upkeep.ForEach(_logs.Values, static log => log.Flush(includeActive: true)));
    }

    public string Path { get; }

    public MetaProperties Meta { get; }

    /// <summary>The last broker that used the directory stopped in order.</summary>
    public bool WasCleanShutdown => _use.WasLeftInOrder;

    /// <summary>Opens or creates the directory and keeps every other broker out of it.</summary>
    /// <exception cref="IOException">Another broker uses it, or it cannot be written.</exception>
    public static LogDirectory Open(string path, StorageOptions options, TimeProvider clock, ILogger logger) =>
        new(path, DirectoryUse.Begin(path), options, clock, logger);

    /// <summary>Opens or creates the log of one partition. It stays in this directory's care until it is deleted or the directory is disposed.</summary>
    /// <param name="name"><c>{topic}-{partition}</c>.</param>
    /// <param name="config">The topic's settings.</param>
    /// <param name="topicId">Noted in <c>partition.metadata</c>; a log of the same name that notes another is set aside.</param>
    public PartitionLog OpenLog(string name, LogConfig config, Guid topicId)
    {
        var directory = InPath(name);
        if (PartitionDirectory.SetAsideIfForeign(directory, topicId) is { } aside)
            _logger.ForeignLog(directory, aside);

        var isNew = !Directory.Exists(directory);
        if (isNew)
            ForgetEarlierLog(name);

        var state = isNew ? default : _checkpoints.Find(name) ?? new LogState(WasCleanShutdown, 0, 0);
        try
        {
            Directory.CreateDirectory(directory);
            PartitionDirectory.NoteTopic(directory, topicId);
            if (isNew && _options.Fsync == FsyncPolicy.Always)
                DirectoryEntries.Flush(Path);
            var log = PartitionLog.Open(directory, config, state, _options, _clock, _logger);
            _cleaner.Lower(name, log.EndOffset);
            log.StartOffsetMoved = () => _checkpoints.SaveStarts(_logs);
            _logs[name] = log;
            _checkpoints.Forget(name);
            return log;
        }
        catch when (isNew && Directory.Exists(directory))
        {
            Directory.Delete(directory, recursive: true); // nothing is in it, and the topic that it names does not come to be
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
        _checkpoints.SaveTails(_logs);
        _checkpoints.Save(_logs);
    }

    /// <summary>Deletes what retention lets go and forgets silent producers, in all logs.</summary>
    public void ApplyRetention()
    {
        var silentSince = (_clock.GetUtcNow() - _options.ProducerExpiry).ToUnixTimeMilliseconds();
        _upkeep.ForEach(_logs.Values, log =>
        {
            log.ApplyRetention();
            log.ForgetProducersBefore(silentSince);
        });
    }

    /// <summary>Compacts the logs that are worth it; returns how many passes that took.</summary>
    public int Compact(CancellationToken cancellationToken) => _cleaner.CleanAll([.. _logs.Values], cancellationToken);

    /// <summary>Closes all logs, then marks the directory as left in order. When the disk refuses anything, or a log that may be torn was never opened, the mark is missing and the next start reads more.</summary>
    public async ValueTask DisposeAsync()
    {
        await _upkeep.DisposeAsync();
        try
        {
            var closed = _logs.Values.Count(TryClose);
            _checkpoints.SaveTails(_logs);
            _checkpoints.Save(_logs);
            if (closed == _logs.Count && (WasCleanShutdown || HasOnlyOpened()))
                _use.MarkInOrder();
        }
        catch (IOException e)
        {
            _logger.NotClosedInOrder(e, Path, e.Message);
        }
        finally
        {
            await _use.DisposeAsync();
        }
    }

    // One that fails does not keep the others from theirs.
    private bool TryClose(PartitionLog log)
    {
        try
        {
            log.Dispose();
            if (!log.IsClosedInOrder)
                _logger.LogNotClosedInOrder(null, log.Name, "an earlier flush failed");
        }
        catch (Exception e)
        {
            _logger.LogNotClosedInOrder(e, log.Name, e.Message);
        }

        return log.IsClosedInOrder;
    }

    // A start that failed in the middle vouches for nothing that it did not read.
    private bool HasOnlyOpened() => PartitionDirectory.NamesIn(Path).All(_logs.ContainsKey);

    private void SaveTails()
    {
        var changed = 0;
        _upkeep.ForEach(_logs.Values, log => changed += log.SaveTail() ? 1 : 0);
        if (changed > 0)
            _checkpoints.SaveTails(_logs);
    }

    private void FlushFinished()
    {
        _upkeep.ForEach(_logs.Values, static log => log.Flush(includeActive: false));
        _checkpoints.Save(_logs);
    }

    // What is noted of a log that had the name must not be taken for the new one's, not even after a kill.
    private void ForgetEarlierLog(string name)
    {
        _cleaner.Forget(name);
        if (!_checkpoints.Forget(name))
            return;

        _checkpoints.SaveTails(_logs);
        _checkpoints.Save(_logs);
    }

    private string InPath(string name) => System.IO.Path.Combine(Path, name);
}
