using MsaSample.Broker.Storage.Segments;

namespace MsaSample.Broker.Storage.Compaction;

/// <summary>One compaction pass over one log.</summary>
internal sealed class LogCompaction(CompactionPlan plan, StorageOptions options, long nowMs, CancellationToken cancellationToken)
{
    private readonly DecidedTransactions _transactions = new(plan.Log.AbortedTransactions(0, long.MaxValue));

    public long BytesBefore { get; private set; }

    public long BytesAfter { get; private set; }

    public int SegmentsBefore { get; private set; }

    public int SegmentsAfter { get; private set; }

    /// <summary>Compacts the log and returns its new first dirty offset.</summary>
    /// <exception cref="IOException">The disk is full or a segment was deleted; the log is as it was, or partly compacted.</exception>
    /// <exception cref="InvalidDataException">A batch is damaged; its segment is as it was.</exception>
    public long Run()
    {
        var map = OffsetMapBuilder.Build(
            plan.Segments.Where(IsDirty), plan.FirstDirty, plan.End, _transactions, options.CompactionMaxKeys, cancellationToken);
        var filter = new BatchFilter(map, _transactions, plan.Log.StartOffset, nowMs, plan.Log.Config.DeleteRetentionMs);
        for (var next = 0; next < plan.Segments.Count && plan.Segments[next].BaseOffset <= map.LatestOffset;)
            next = CompactFrom(next, map.LatestOffset, filter);

        return map.LatestOffset + 1;
    }

    private bool IsDirty(Segment segment, int index) =>
        (index + 1 < plan.Segments.Count ? plan.Segments[index + 1].BaseOffset : plan.End) > plan.FirstDirty;

    // Compacts as many segments as fit into one; returns the index of the first that did not fit.
    private int CompactFrom(int first, long latestOffset, BatchFilter filter)
    {
        var target = plan.Log.Cleanable.CreateCleaned(plan.Segments[first].BaseOffset);
        try
        {
            var (next, changed) = (first, false);
            do
            {
                changed |= Copy(plan.Segments[next++], target, filter);
            }
            while (next < plan.Segments.Count && plan.Segments[next].BaseOffset <= latestOffset && plan.Fits(target, next));

            Segment[] old = [.. plan.Segments.Skip(first).Take(next - first)];
            Count(old, target, changed);
            if (changed || old.Length > 1)
                plan.Log.Cleanable.Replace(old, target);

            return next;
        }
        finally
        {
            target.Dispose();
            target.DeleteFiles(); // after a replacement the files have other names, and nothing is deleted
        }
    }

    private void Count(Segment[] group, Segment target, bool changed)
    {
        var before = group.Sum(static segment => (long)segment.Size);
        BytesBefore += before;
        BytesAfter += changed ? target.Size : before;
        SegmentsBefore += group.Length;
        SegmentsAfter++;
    }

    private bool Copy(Segment source, Segment target, BatchFilter filter)
    {
        if (!source.File.TryLease())
            throw new IOException("A segment was deleted while it was read.");

        try
        {
            var changed = false;
            using var scan = new BatchScanner(source.File, 0, source.Size, whole: true);
            while (scan.MoveNext())
            {
                cancellationToken.ThrowIfCancellationRequested();
                var bytes = scan.CurrentBytes;
                if (!scan.Current.IsCrcValid())
                    throw new InvalidDataException($"the batch at offset {scan.Current.BaseOffset} does not match its checksum");

                var kept = filter.Apply(bytes);
                changed |= kept != bytes;
                if (kept.IsEmpty)
                    continue;

                target.Append(kept, plan.Log.Config.IndexIntervalBytes);
                if (_transactions.EndedBy(scan.Current) is { } aborted)
                    target.Indexes.Aborted.Add(aborted);
            }

            return scan.Next == source.Size
                ? changed
                : throw new InvalidDataException($"no valid batch at position {scan.Next} of {Path.GetFileName(source.File.Path)}");
        }
        finally
        {
            source.File.EndLease();
        }
    }
}
