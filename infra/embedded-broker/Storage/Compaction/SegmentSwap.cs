using System.Globalization;
using MsaSample.Broker.Files;
using MsaSample.Broker.Storage.Producers;
using MsaSample.Broker.Storage.Segments;

namespace MsaSample.Broker.Storage.Compaction;

/// <summary>
/// Replaces the files of old segments by those of the compacted one, so that a crash at any point leaves either the old or the new
/// segments.
/// </summary>
/// <remarks>
/// File names, as in Kafka: <c>.cleaned</c> while the segment is written; <c>.swap</c> once it is complete and on disk, which decides that
/// it wins; then the old files become <c>.deleted</c>, and the new ones lose their suffix. After a crash <see cref="Finish"/> undoes or
/// completes the swap.
/// </remarks>
internal static class SegmentSwap
{
    public const string CleanedSuffix = ".cleaned";

    private const string SwapSuffix = ".swap";
    private const string DeletedSuffix = ".deleted";

    // The log file is renamed last: its new name shows that the indexes have theirs.
    private static readonly string[] Parts = [".index", ".timeindex", ".txnindex", Segment.LogSuffix];

    /// <summary>Renames the files. The old ones stay as <c>.deleted</c> until <see cref="DeleteOld"/>.</summary>
    /// <param name="directory">The directory of the log.</param>
    /// <param name="old">Base offsets of the replaced segments, oldest first.</param>
    /// <param name="cleaned">
    /// Base offset of the compacted segment, whose files are flushed and have the suffix <see cref="CleanedSuffix"/>.
    /// </param>
    /// <exception cref="IOException">A file cannot be renamed; the next start undoes or completes the swap.</exception>
    public static void Run(string directory, IReadOnlyList<long> old, long cleaned)
    {
        Rename(directory, cleaned, CleanedSuffix, SwapSuffix);
        DirectoryEntries.Flush(directory); // before the old files are renamed

        // Oldest first: a crash in between leaves the newer segments, so a tombstone is never lost before the value that it deletes.
        foreach (var offset in old)
        {
            foreach (var part in Parts.Reverse())
                MoveIfThere(PathOf(directory, offset, part), PathOf(directory, offset, part) + DeletedSuffix);
        }

        Rename(directory, cleaned, SwapSuffix, "");
    }

    /// <summary>Deletes the files of replaced segments. Their disk space is free once the last reader has finished.</summary>
    /// <exception cref="IOException">A file cannot be deleted; the next start deletes it.</exception>
    public static void DeleteOld(string directory, IReadOnlyList<long> old, long cleaned)
    {
        DirectoryEntries.Flush(directory); // the new names must be on disk first
        foreach (var offset in old)
        {
            foreach (var part in Parts)
                File.Delete(PathOf(directory, offset, part) + DeletedSuffix);
            if (offset != cleaned)
                File.Delete(ProducerSnapshot.PathOf(directory, offset));
        }
    }

    /// <summary>Undoes or completes a swap that a crash interrupted; called before the segments are opened.</summary>
    public static void Finish(string directory, Func<string, LogFile> openFile)
    {
        DeleteAll(directory, CleanedSuffix);
        foreach (var path in Directory.GetFiles(directory, "*" + Segment.LogSuffix + SwapSuffix))
        {
            var name = Path.GetFileName(path)[..^(Segment.LogSuffix.Length + SwapSuffix.Length)];
            if (long.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var cleaned))
                Complete(directory, cleaned, EndOf(path, cleaned, openFile));
        }

        DeleteAll(directory, SwapSuffix);
        DeleteAll(directory, DeletedSuffix);
        DeleteIndexesWithoutLog(directory);
    }

    private static void Complete(string directory, long cleaned, long end)
    {
        // The new indexes are not renamed yet, so files of their final names belong to an old segment. An old index of aborted transactions
        // whose markers were compacted away would hide committed records.
        if (File.Exists(PathOf(directory, cleaned, Parts[0]) + SwapSuffix))
        {
            foreach (var part in Parts.Reverse())
                File.Delete(PathOf(directory, cleaned, part));
        }

        foreach (var path in Directory.GetFiles(directory, "*" + Segment.LogSuffix))
        {
            if (!long.TryParse(Path.GetFileNameWithoutExtension(path), NumberStyles.None, CultureInfo.InvariantCulture, out var offset)
                || offset < cleaned || (offset >= end && offset != cleaned))
                continue;

            foreach (var part in Parts.Reverse())
                File.Delete(PathOf(directory, offset, part));
            if (offset != cleaned)
                File.Delete(ProducerSnapshot.PathOf(directory, offset));
        }

        Rename(directory, cleaned, SwapSuffix, "");
    }

    private static long EndOf(string path, long start, Func<string, LogFile> openFile)
    {
        using var file = openFile(path);
        using var scan = new BatchScanner(file, 0, file.Length, whole: false);
        while (scan.MoveNext())
            start = scan.Current.LastOffset + 1;

        return start;
    }

    private static void DeleteIndexesWithoutLog(string directory)
    {
        foreach (var path in Parts[..^1].SelectMany(part => Directory.GetFiles(directory, "*" + part)))
        {
            if (!File.Exists(Path.ChangeExtension(path, Segment.LogSuffix)))
                File.Delete(path);
        }
    }

    private static void Rename(string directory, long offset, string from, string to)
    {
        foreach (var part in Parts)
            MoveIfThere(PathOf(directory, offset, part) + from, PathOf(directory, offset, part) + to);
    }

    private static void MoveIfThere(string from, string to)
    {
        if (File.Exists(from))
            File.Move(from, to, overwrite: true);
    }

    private static void DeleteAll(string directory, string suffix)
    {
        foreach (var path in Directory.GetFiles(directory, "*" + suffix))
            File.Delete(path);
    }

    private static string PathOf(string directory, long offset, string part) => Path.Combine(directory, Segment.FileName(offset) + part);
}
