using Microsoft.Extensions.Logging;
using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Records;
using MsaSample.Broker.Storage.Indexes;
using MsaSample.Broker.Storage.Producers;
using MsaSample.Broker.Storage.Segments;

namespace MsaSample.Broker.Storage.Writing;

/// <summary>
/// Appends validated batches to the active segment, and starts a new segment when that one is full. Called under the append lock only.
/// </summary>
internal sealed class LogWriter(SegmentList segments, LogOffsets offsets, ProducerStates producers, LogFlusher flusher, ILogger logger)
{
    private const int LeaderEpoch = 0; // one node: leadership never moves

    private bool _hasTornTail;

    /// <summary>Assigns offsets to a batch, writes and indexes it. An error leaves the log as it was.</summary>
    public AppendResult Append(Span<byte> bytes, LogConfig config, AppendOrigin origin)
    {
        if (segments.IsClosed)
            return AppendResult.Failed(ErrorCode.UnknownTopicOrPartition, "The partition is closed.");

        if (flusher.HasFailed)
            return AppendResult.Failed(
                ErrorCode.KafkaStorageError, "An earlier flush failed; the log accepts no records until the broker restarts.");

        var batch = new RecordBatch(bytes);
        if (batch.ProducerId >= 0 && CheckProducer(batch, origin) is { } answer)
            return answer;

        try
        {
            CutTornTail();
            if (MustRoll(batch, bytes.Length, config))
                Roll();

            RecordBatch.SetPlace(bytes, offsets.End, LeaderEpoch);
            segments.Active.Append(bytes, config.IndexIntervalBytes);
        }
        catch (IOException e)
        {
            _hasTornTail = true;
            logger.LogWriteFailed(e, segments.LogName, e.Message);
            return AppendResult.Failed(ErrorCode.KafkaStorageError, $"The log cannot be written: {e.Message}");
        }

        if (producers.Add(batch) is { } aborted)
            segments.Active.Indexes.Aborted.Add(aborted);

        var next = batch.LastOffset + 1;
        var result = new AppendResult(ErrorCode.None, offsets.End, -1, null) { NextOffset = next };
        offsets.MoveEnd(next, producers.FirstUnstableOffset);
        return result;
    }

    /// <summary>Finishes the active segment and starts the next one at the log end offset.</summary>
    public void Roll()
    {
        segments.Active.Indexes.Save();
        ProducerSnapshot.Save(segments.Directory, offsets.End, producers);
        segments.Add(offsets.End);
    }

    /// <summary>Saves what the next start needs to trust the log: the indexes, and the producers at its end.</summary>
    public void Finish()
    {
        segments.Active.Indexes.Save();
        ProducerSnapshot.Save(segments.Directory, offsets.End, producers);
        ProducerSnapshot.DeleteAllBut(segments.Directory, [offsets.End, .. segments.All.Select(static segment => segment.BaseOffset)]);
    }

    // Null when the batch may be appended.
    private AppendResult? CheckProducer(RecordBatch batch, AppendOrigin origin)
    {
        var (error, message) = (ErrorCode.None, (string?)null);
        ProducerBatch? duplicate = null;
        if (origin == AppendOrigin.Broker)
            (error, message) = producers.CheckBroker(batch);
        else
            (error, message, duplicate) = producers.CheckClient(batch, mayBegin: origin == AppendOrigin.VerifiedClient);

        if (duplicate is { } first)
            return new AppendResult(ErrorCode.None, first.FirstOffset, -1, null) { NextOffset = first.LastOffset + 1 };

        return error == ErrorCode.None ? null : AppendResult.Failed(error, message!);
    }

    // A failed write may leave part of a batch in the file, which must go before the next batch is written.
    private void CutTornTail()
    {
        if (!_hasTornTail)
            return;

        segments.Active.File.Truncate(segments.Active.Size);
        _hasTornTail = false;
    }

    private bool MustRoll(RecordBatch batch, int length, LogConfig config)
    {
        var active = segments.Active;
        return active.Size > 0
            && ((long)active.Size + length > config.SegmentBytes
                || offsets.End + batch.LastOffsetDelta - active.BaseOffset > int.MaxValue
                || active.Indexes.Offsets.Count >= config.SegmentIndexBytes / OffsetEntry.Size
                || batch.MaxTimestamp - active.Indexes.FirstTimestamp > config.RollMs);
    }
}
