using System.Globalization;
using MsaSample.Broker.Storage.Compaction;
using MsaSample.Broker.Storage.Producers;
using MsaSample.Broker.Storage.Segments;

namespace MsaSample.Broker.Storage.Recovery;

/// <summary>Finds the segments of a log, decides which of them may be torn, and puts together what is left once those are whole.</summary>
internal sealed class LogRecovery(string directory, LogConfig config, LogState state, Func<string, LogFile> openFile)
{
    private readonly List<Segment> _segments = [];
    private readonly ProducerRecovery _producers = new(directory);

    public IReadOnlyList<Segment> Segments => _segments;

    public ProducerStates Producers => _producers.States;

    public long EndOffset { get; private set; }

    /// <summary>First offset that readers may see. A noted start beyond the end of valid records is not believed: they are all seen.</summary>
    public long StartOffset => state.StartOffset <= EndOffset ? Math.Max(state.StartOffset, _segments[0].BaseOffset) : _segments[0].BaseOffset;

    /// <summary>Bytes that were cut off because no valid batch began there; segments behind them included.</summary>
    public long CutBytes { get; private set; }

    public int ScannedSegments { get; private set; }

    /// <summary>Recovers. Afterwards there is at least one segment, and the last one can be written.</summary>
    public void Run()
    {
        SegmentSwap.Finish(directory, openFile);
        OpenSegments();
        if (_segments.Count == 0)
        {
            Start(state.StartOffset);
            _producers.DeleteSnapshotsAbove(EndOffset);
            return;
        }

        var untrusted = FirstUntrusted();
        _producers.LoadSnapshot(notAbove: untrusted < _segments.Count ? Math.Max(_segments[untrusted].BaseOffset, state.TrustedPoint) : long.MaxValue);
        MakeWhole(untrusted);

        // The start lies past everything: followed only when nothing valid is left. It may be about another log of that name.
        if (EndOffset < state.StartOffset && EndOffset == _segments[0].BaseOffset)
        {
            DropFrom(0);
            _producers.Clear();
            Start(state.StartOffset); // the offsets below were in use: they are not given again
        }
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

    // After a clean stop only a log without usable index is read again; after a crash, what lies behind the trusted point. A segment that ends exactly there
    // is not trusted: its records were flushed while it was written to, its indexes were not.
    private int FirstUntrusted()
    {
        var last = _segments.Count - 1;
        if (state.CleanShutdown)
            return SegmentRecovery.IsWholeAtEnd(_segments[last]) ? _segments.Count : last;

        var first = last;
        while (first > 0 && _segments[first].BaseOffset >= state.TrustedPoint)
            first--;

        return first;
    }

    private void MakeWhole(int untrusted)
    {
        var recovery = new SegmentRecovery(config.IndexIntervalBytes, state.WrittenPoint, _producers);
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

    // True when the whole segment is valid; else it now ends at the last valid batch.
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

    private void Start(long offset)
    {
        EndOffset = offset;
        _segments.Add(Segment.Create(directory, offset, openFile));
    }
}
