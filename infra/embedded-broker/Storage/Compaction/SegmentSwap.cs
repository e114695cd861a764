using System.Globalization;
using MsaSample.Broker.Files;
using MsaSample.Broker.Storage.Producers;
using MsaSample.Broker.Storage.Segments;

namespace MsaSample.Broker.Storage.Compaction;

/// <summary>
/// Puts a compacted segment in the place of those it was made from, so that a crash at any point leaves either the old or the new:
/// <c>.cleaned</c> while it is written; <c>.swap</c> once it is whole and on disk, from then on it counts; the old ones become <c>.deleted</c>,
/// then it gets its own name. What a crash leaves is undone or finished by <see cref="Finish"/>.
/// </summary>
internal static class SegmentSwap
{
    public const string CleanedSuffix = ".cleaned";

    private const string SwapSuffix = ".swap";
    private const string DeletedSuffix = ".deleted";

    // The log comes last: its new name says that the others have theirs.
    private static readonly string[] Parts = [".index", ".timeindex", ".txnindex", Segment.LogSuffix];

    /// <summary>Renames; the files of <paramref name="old"/> are left as <c>.deleted</c> for <see cref="DeleteOld"/>.</summary>
    /// <param name="directory">The log's directory.</param>
    /// <param name="old">Base offsets of the replaced segments, oldest first.</param>
    /// <param name="cleaned">Base offset of the new one, which is flushed and has the suffix <see cref="CleanedSuffix"/>.</param>
    public static void Run(string directory, IReadOnlyList<long> old, long cleaned)
    {
        Rename(directory, cleaned, CleanedSuffix, SwapSuffix);
        DirectoryEntries.Flush(directory); // before the old ones lose their names

        // Oldest first: a crash in between leaves the younger ones, and with them every tombstone that outlives its value.
        foreach (var offset in old)
        {
            foreach (var part in Parts.Reverse())
                MoveIfThere(PathOf(directory, offset, part), PathOf(directory, offset, part) + DeletedSuffix);
        }

        Rename(directory, cleaned, SwapSuffix, "");
    }

    /// <summary>Gives the disk space of replaced segments back, as soon as their last reader has finished.</summary>
    /// <exception cref="IOException">The disk refuses; the next start deletes them.</exception>
    public static void DeleteOld(string directory, IReadOnlyList<long> old, long cleaned)
    {
        DirectoryEntries.Flush(directory); // first the new one has its name
        foreach (var offset in old)
        {
            foreach (var part in Parts)
                File.Delete(PathOf(directory, offset, part) + DeletedSuffix);
            if (offset != cleaned)
                File.Delete(ProducerSnapshot.PathOf(directory, offset));
        }
    }

    /// <summary>Before a log is opened: removes what was not whole, finishes what was.</summary>
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
        // It has not got its own name yet, so index files under it are an old one's. A list of aborted transactions whose markers are gone would hide committed records.
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
