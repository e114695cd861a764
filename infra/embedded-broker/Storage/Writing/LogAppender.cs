using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Records;

namespace MsaSample.Broker.Storage.Writing;

/// <summary>Validates a batch, appends it under the append lock, and then notifies the watchers.</summary>
internal sealed class LogAppender(
    Lock appendLock, LogOffsets offsets, LogWriter writer, AppendWatchers watchers, LogFlusher flusher, TimeProvider clock)
{
    /// <summary>See <see cref="PartitionLog.Append"/>.</summary>
    public AppendResult Append(Memory<byte> batch, LogConfig config, AppendOrigin origin)
    {
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        if (BatchValidator.Validate(batch.Span, config, now, origin) is { } refused)
            return refused;

        var logAppendTime = config.TimestampType == TimestampType.LogAppendTime ? now : -1;
        if (logAppendTime >= 0)
            RecordBatch.SetLogAppendTime(batch.Span, now);

        AppendResult result;
        var before = offsets.End;
        lock (appendLock)
            result = writer.Append(batch.Span, config, origin) with { LogAppendTimeMs = logAppendTime };

        if (result.Error != ErrorCode.None || result.BaseOffset < before)
            return result; // refused, or a duplicate

        if (!offsets.ShowsDurableOnly)
            watchers.Notify();

        return origin == AppendOrigin.Broker && flusher.IsRequired(config) ? FlushAfter(result) : result;
    }

    private AppendResult FlushAfter(AppendResult result)
    {
        try
        {
            flusher.Flush(includeActive: true);
            return result;
        }
        catch (IOException e)
        {
            return AppendResult.Failed(ErrorCode.KafkaStorageError, e.Message);
        }
    }
}
