using System.Globalization;
using Microsoft.Extensions.Logging;
using MsaSample.Broker.Storage.Compaction;
using MsaSample.Broker.Storage.Producers;
using MsaSample.Broker.Storage.Segments;

namespace MsaSample.Broker.Storage.Recovery;

/// <summary>Opens the segments of a log, verifies those that a crash may have torn, and drops what is not valid.</summary>
internal sealed class LogRecovery(string directory, LogConfig config, LogState state, Func<string, LogFile> openFile)
{
    private readonly List<Segment> _segments = [];
    private readonly ProducerRecovery _producers = new(directory);

    public IReadOnlyList<Segment> Segments => _segments;

    public ProducerStates Producers => _producers.States;

    /// <summary>Log end offset.</summary>
    public long EndOffset { get; private set; }

    /// <summary>Log start offset. A saved start offset beyond the valid records is ignored, so that they stay readable.</summary>
    public long StartOffset =>
        state.StartOffset <= EndOffset ? Math.Max(state.StartOffset, _segments[0].BaseOffset) : _segments[0].BaseOffset;

    /// <summary>Bytes that were dropped, from the first invalid batch on, including the segments after it.</summary>
    public long CutBytes { get; private set; }

    /// <summary>Number of segments that were verified.</summary>
    public int ScannedSegments { get; private set; }

    /// <summary>Recovers the log. Afterwards there is at least one segment, and the last one can be appended to.</summary>
    /// <exception cref="IOException">The files cannot be read or written.</exception>
    public void Run()
    {
        SegmentSwap.Finish(directory, openFile);
        OpenSegments();
        if (_segments.Count == 0)
        {
            AddEmptySegment(state.StartOffset);
            _producers.DeleteSnapshotsAbove(EndOffset);
            return;
        }

        var untrusted = FirstUntrusted();
        _producers.LoadSnapshot(
            notAbove: untrusted < _segments.Count ? Math.Max(_segments[untrusted].BaseOffset, state.TrustedOffset) : long.MaxValue);
        RecoverSegments(untrusted);

        // A saved start beyond the end is used only when no valid record is left: it may belong to an earlier log of the same name.
        if (EndOffset < state.StartOffset && EndOffset == _segments[0].BaseOffset)
        {
            DropFrom(0);
            _producers.Clear();
            AddEmptySegment(state.StartOffset); // the offsets below were in use and must not be assigned again
        }
    }

    /// <summary>Logs what was found, unless everything was as expected.</summary>
    public void Report(ILogger logger, string name, TimeSpan elapsed)
    {
        if (StartOffset < state.StartOffset)
            logger.SavedStartIgnored(name, state.StartOffset, EndOffset, StartOffset);
        if (CutBytes > 0)
            logger.LogTruncated(name, CutBytes, EndOffset);
        else if (ScannedSegments > 0 && _segments.Any(static segment => segment.Size > 0))
            logger.LogRecovered(name, ScannedSegments, EndOffset, elapsed.TotalMilliseconds);
    }

    private void OpenSegments()
    {
        var bases = new SortedSet<long>();
        foreach (var path in Directory.EnumerateFiles(directory, "*" + Segment.LogSuffix))
        {
            if (long.TryParse(Path.GetFileNameWithoutExtension(path), NumberStyles.None, CultureInfo.InvariantCulture, out var offset))
                bases.Add(offset);
        }

        foreach (var offset in bases)
            _segments.Add(Segment.Open(directory, offset, openFile));
    }

    // After a clean shutdown the last segment is verified only if its indexes do not fit; after a crash, every segment that ends at or
    // after the trusted offset. One that ends exactly there was flushed while it was active, so its indexes may not be on disk.
    private int FirstUntrusted()
    {
        var last = _segments.Count - 1;
        if (state.CleanShutdown)
            return SegmentRecovery.EndsWithWholeBatch(_segments[last]) ? _segments.Count : last;

        var first = last;
        while (first > 0 && _segments[first].BaseOffset >= state.TrustedOffset)
            first--;

        return first;
    }

    private void RecoverSegments(int untrusted)
    {
        var recovery = new SegmentRecovery(config.IndexIntervalBytes, state.WrittenOffset, _producers);
        EndOffset = _segments[0].BaseOffset;
        for (var i = 0; i < _segments.Count; i++)
        {
            if (_segments[i].BaseOffset < EndOffset)
                DropFrom(i);
            else if (i < untrusted)
                Trust(i, recovery);
            else if (!Rescan(_segments[i], recovery))
                DropFrom(i + 1);
        }
    }

    private void Trust(int index, SegmentRecovery recovery)
    {
        var segment = _segments[index];
        long? next = index + 1 < _segments.Count ? _segments[index + 1].BaseOffset : null;
        if (!segment.Indexes.AreUsable(segment.Size))
            Rescan(segment, recovery);
        else if (next is { } covered && covered <= _producers.From)
            EndOffset = covered;
        else
            EndOffset = Math.Max(recovery.Replay(segment), next ?? 0);
    }

    // True when the whole segment is valid; otherwise it was truncated after its last valid batch.
    private bool Rescan(Segment segment, SegmentRecovery recovery)
    {
        ScannedSegments++;
        (EndOffset, var cut) = recovery.Rescan(segment);
        CutBytes += cut;
        return cut == 0;
    }

    private void DropFrom(int index)
    {
        foreach (var segment in _segments.Skip(index))
        {
            CutBytes += segment.Size;
            segment.Delete();
        }

        _segments.RemoveRange(index, _segments.Count - index);
    }

    private void AddEmptySegment(long offset)
    {
        EndOffset = offset;
        _segments.Add(Segment.Create(directory, offset, openFile));
    }
}
