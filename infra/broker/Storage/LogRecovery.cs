using System.Globalization;
using MsaSample.Broker.Protocol.Records;
using MsaSample.Broker.Storage.Compaction;

namespace MsaSample.Broker.Storage;

/// <summary>What a log directory knows about a log before it is opened.</summary>
/// <param name="CleanShutdown">The last process closed it in order: its files are complete.</param>
/// <param name="RecoveryPoint">Everything below this offset was flushed to disk.</param>
/// <param name="StartOffset">First offset that readers may see; 0 when it never moved inside a segment.</param>
/// <param name="WrittenPoint">Everything below was written, indexes too, and the machine has been up since; see <see cref="TailCheckpoint"/>.</param>
internal readonly record struct LogState(bool CleanShutdown, long RecoveryPoint, long StartOffset, long WrittenPoint = 0)
{
    /// <summary>No damage is looked for below this offset.</summary>
    public long TrustedPoint => Math.Max(RecoveryPoint, WrittenPoint);
}

/// <summary>Finds the segments of a log and makes them whole: reads what may be torn, cuts at the first invalid byte, rebuilds indexes and producer states.</summary>
internal sealed class LogRecovery(string directory, LogConfig config, LogState state, Func<string, LogFile> openFile)
{
    private readonly List<Segment> _segments = [];
    private ProducerStates _producers = new();
    private long _replayFrom;

    public IReadOnlyList<Segment> Segments => _segments;

    public ProducerStates Producers => _producers;

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
            EndOffset = state.StartOffset;
            _segments.Add(Segment.Create(directory, EndOffset, openFile));
            DeleteSnapshotsAbove(EndOffset);
            return;
        }

        var untrusted = FirstUntrusted();
        LoadProducers(untrusted < _segments.Count ? Math.Max(_segments[untrusted].BaseOffset, state.TrustedPoint) : long.MaxValue);
        EndOffset = _segments[0].BaseOffset;
        for (var i = 0; i < _segments.Count; i++)
        {
            var expected = EndOffset;
            if (_segments[i].BaseOffset < expected || (i >= untrusted && !Rescan(_segments[i])))
                DropAfter(_segments[i].BaseOffset < expected ? i : i + 1);
            else if (i < untrusted)
                Trust(i);
        }

        // The start lies past everything: followed only when nothing valid is left. It may be about another log of that name.
        if (EndOffset < state.StartOffset && EndOffset == _segments[0].BaseOffset)
            StartAnew();
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

    // After a clean stop only a log without usable index is read again; after a crash, everything from the trusted point on.
    private int FirstUntrusted()
    {
        var last = _segments.Count - 1;
        if (state.CleanShutdown)
            return IsWholeAtEnd(_segments[last]) ? _segments.Count : last;

        var first = last;
        while (first > 0 && _segments[first].BaseOffset > state.TrustedPoint)
            first--;

        return first;
    }

    private static bool IsWholeAtEnd(Segment segment)
    {
        if (!HasUsableIndex(segment))
            return false;

        using var scan = new BatchScanner(segment.File, segment.OffsetIndex.Last?.Position ?? 0, segment.Size, whole: false);
        while (scan.MoveNext())
        {
        }

        return scan.Next == segment.Size;
    }

    // A log with records has a time entry; without one the file lost its pages, and retention would take every record for ancient.
    private static bool HasUsableIndex(Segment segment) =>
        segment.Size == 0
        || (segment.OffsetIndex.FileExists && segment.TimeIndex.FileExists
            && (segment.OffsetIndex.Last is not { } last || (last.Position < segment.Size && last.RelativeOffset >= 0))
            && segment.TimeIndex.Last is { RelativeOffset: >= 0 });

    private void LoadProducers(long notAbove)
    {
        DeleteSnapshotsAbove(notAbove);
        foreach (var (offset, path) in Snapshots().OrderByDescending(static snapshot => snapshot.Offset))
        {
            if (ProducerSnapshot.TryLoad(path) is { } loaded)
            {
                (_producers, _replayFrom) = (loaded, offset);
                return;
            }

            File.Delete(path);
        }
    }

    private IEnumerable<(long Offset, string Path)> Snapshots() =>
        from path in Directory.GetFiles(directory, "*" + ProducerSnapshot.Suffix)
        let known = long.TryParse(Path.GetFileNameWithoutExtension(path), NumberStyles.None, CultureInfo.InvariantCulture, out var offset) ? offset : -1
        where known >= 0
        select (known, path);

    private void DeleteSnapshotsAbove(long offset)
    {
        foreach (var snapshot in Snapshots().Where(snapshot => snapshot.Offset > offset).ToArray())
            File.Delete(snapshot.Path);
    }

    private void Trust(int index)
    {
        var segment = _segments[index];
        var isLast = index == _segments.Count - 1;
        if (!isLast && HasUsableIndex(segment) && _segments[index + 1].BaseOffset <= _replayFrom)
        {
            EndOffset = _segments[index + 1].BaseOffset;
            return;
        }

        if (!HasUsableIndex(segment))
        {
            Rescan(segment);
            return;
        }

        Replay(segment);
        if (!isLast)
            EndOffset = Math.Max(EndOffset, _segments[index + 1].BaseOffset);
    }

    // Headers only: from the last index entry to know the end, or from where the snapshot stops to know the producers.
    private void Replay(Segment segment)
    {
        var start = segment.OffsetIndex.Last?.Position ?? 0;
        if (_replayFrom <= segment.BaseOffset + (segment.OffsetIndex.Last?.RelativeOffset ?? 0))
            start = segment.OffsetIndex.PositionBefore(_replayFrom - segment.BaseOffset);

        EndOffset = segment.BaseOffset;
        using var scan = new BatchScanner(segment.File, start, segment.Size, whole: false);
        while (scan.MoveNext())
        {
            if (scan.Current.BaseOffset >= _replayFrom)
                AddToProducers(segment, scan);

            EndOffset = scan.Current.LastOffset + 1;
        }

        segment.Resume(FirstTimestampOf(segment));
    }

    private void AddToProducers(Segment segment, BatchScanner scan)
    {
        if (!scan.Current.Attributes.IsControl)
        {
            _producers.Add(scan.Current);
            return;
        }

        // A marker's meaning lies in its record.
        using var marker = new BatchScanner(segment.File, scan.Position, scan.Next, whole: true);
        if (marker.MoveNext())
            _producers.Add(marker.Current);
    }

    private static long? FirstTimestampOf(Segment segment)
    {
        using var scan = new BatchScanner(segment.File, 0, segment.Size, whole: false);
        return scan.MoveNext() ? scan.Current.MaxTimestamp : null;
    }

    // True when the whole segment is valid; else it now ends at the last valid batch.
    private bool Rescan(Segment segment)
    {
        ScannedSegments++;
        var valid = SkipTrusted(segment);
        if (valid == 0)
        {
            segment.ClearIndexes();
            EndOffset = segment.BaseOffset;
        }

        var atStart = valid == 0 ? ProducersAt(segment) : _producers;
        using (var scan = new BatchScanner(segment.File, valid, segment.Size, whole: true))
        {
            while (scan.MoveNext() && IsValid(segment, scan.Current))
            {
                segment.Index(scan.Current, (int)scan.Position, config.IndexIntervalBytes);
                if (atStart.Add(scan.Current) is { } aborted)
                    segment.Aborted.Add(aborted);
                if (atStart != _producers && scan.Current.BaseOffset >= _replayFrom)
                    _producers.Add(scan.Current);

                EndOffset = scan.Current.LastOffset + 1;
                valid = scan.Next;
            }
        }

        var size = segment.Size;
        if (valid < size)
            segment.Truncate((int)valid);

        segment.SaveIndexes();
        CutBytes += size - valid;
        return valid == size;
    }

    // Where the trusted part of a segment ends, with the indexes cut to it and the producers brought up to it; 0 when the whole must be read.
    private long SkipTrusted(Segment segment)
    {
        var relative = state.TrustedPoint - segment.BaseOffset;
        if (relative <= 0 || _replayFrom > state.TrustedPoint || !HasUsableIndex(segment) || !segment.HasOrderedIndexes())
            return 0;

        var (end, position) = WalkTrusted(segment, segment.OffsetIndex.PositionBefore(relative - 1), replay: false);
        if (end != state.TrustedPoint)
            return 0;

        if (_replayFrom < end)
            WalkTrusted(segment, segment.OffsetIndex.PositionBefore(_replayFrom - segment.BaseOffset), replay: true);

        segment.ResumeAt((int)position, end, FirstTimestampOf(segment));
        EndOffset = end;
        return position;
    }

    private (long Offset, long Position) WalkTrusted(Segment segment, long start, bool replay)
    {
        using var scan = new BatchScanner(segment.File, start, segment.Size, whole: false);
        var (end, position) = (segment.BaseOffset, start);
        while (scan.MoveNext() && scan.Current.LastOffset < state.TrustedPoint && scan.Current.BaseOffset >= end)
        {
            if (replay && scan.Current.BaseOffset >= _replayFrom)
                AddToProducers(segment, scan);

            (end, position) = (scan.Current.LastOffset + 1, scan.Next);
        }

        return (end, position);
    }

    // A segment older than the snapshot in use needs the states of its own beginning to know what its markers end.
    private ProducerStates ProducersAt(Segment segment)
    {
        if (_replayFrom <= segment.BaseOffset)
            return _producers;

        var snapshot = ProducerSnapshot.PathOf(directory, segment.BaseOffset);
        return (File.Exists(snapshot) ? ProducerSnapshot.TryLoad(snapshot) : null) ?? new ProducerStates();
    }

    // A jump forward is no damage: a log that Kafka compacted has them. A jump back never happens.
    private bool IsValid(Segment segment, RecordBatch batch) =>
        batch.BaseOffset >= EndOffset
        && batch.LastOffsetDelta >= 0
        && batch.LastOffset - segment.BaseOffset <= int.MaxValue
        && batch.IsCrcValid();

    private void DropAfter(int index)
    {
        foreach (var segment in _segments.Skip(index))
        {
            CutBytes += segment.Size;
            segment.Delete();
        }

        _segments.RemoveRange(index, _segments.Count - index);
    }

    // The offsets below the start were in use: they are not given again.
    private void StartAnew()
    {
        DropAfter(0);
        _producers = new ProducerStates();
        EndOffset = state.StartOffset;
        _segments.Add(Segment.Create(directory, EndOffset, openFile));
    }
}
