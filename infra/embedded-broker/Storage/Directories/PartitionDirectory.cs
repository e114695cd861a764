using System.Globalization;
using MsaSample.Broker.Files;

namespace MsaSample.Broker.Storage.Directories;

/// <summary>The directory of one partition's log: <c>{topic}-{partition}</c>, with the topic id in <c>partition.metadata</c>.</summary>
internal static class PartitionDirectory
{
    private const string StraySuffix = "-stray";
    private const string DeletedSuffix = "-delete";
    private const int MaxFileName = 255; // bytes, in every common file system

    /// <summary>The names of the logs in a data directory.</summary>
    public static IEnumerable<string> NamesIn(string path) =>
        Directory.EnumerateDirectories(path).Select(static log => Path.GetFileName(log)).Where(IsName);

    /// <summary>
    /// Deletes the directory. It is renamed first, so that a crash in the middle leaves a directory that <see cref="FinishDeletions"/>
    /// recognizes.
    /// </summary>
    public static void Delete(string path)
    {
        var renamed = Rename(path, DeletedSuffix);
        Directory.Delete(renamed, recursive: true);
    }

    /// <summary>Deletes the directories in a data directory whose deletion was interrupted by a crash.</summary>
    public static void FinishDeletions(string path)
    {
        foreach (var deleted in Directory.GetDirectories(path, "*" + DeletedSuffix))
            Directory.Delete(deleted, recursive: true);
    }

    /// <summary>Writes the topic id to <c>partition.metadata</c>, unless the file exists.</summary>
    public static void WriteMetadata(string path, Guid topicId)
    {
        var metadata = MetadataOf(path);
        if (!File.Exists(metadata))
            AtomicFile.Write(metadata, $"version: 0\ntopic_id: {KafkaId.Format(topicId)}");
    }

    /// <summary>Whether the log belongs to the topic with this id. Without a recorded id it does.</summary>
    public static bool BelongsTo(string path, Guid topicId)
    {
        var metadata = MetadataOf(path);
        return !File.Exists(metadata) || File.ReadAllText(metadata).Contains(KafkaId.Format(topicId), StringComparison.Ordinal);
    }

    /// <summary>
    /// Renames the directory when it holds the log of a different topic of the same name; returns the new path, or null when nothing was
    /// renamed.
    /// </summary>
    public static string? RenameIfStray(string path, Guid topicId) =>
        Directory.Exists(path) && !BelongsTo(path, topicId) ? RenameToStray(path) : null;

    /// <summary>
    /// Renames the directory of a log that belongs to no topic, so that no topic takes it for its own; returns the new path.
    /// </summary>
    public static string RenameToStray(string path) => Rename(path, StraySuffix);

    // Long names are cut, because a topic name may fill nearly all of a file name.
    private static string Rename(string path, string suffix)
    {
        var name = Path.GetFileName(path);
        var end = $".{Guid.NewGuid():N}{suffix}";
        var renamed = Path.Combine(Path.GetDirectoryName(path)!, name[..Math.Min(name.Length, MaxFileName - end.Length)] + end);
        Directory.Move(path, renamed);
        return renamed;
    }

    private static string MetadataOf(string path) => Path.Combine(path, "partition.metadata");

    // {topic}-{partition}
    private static bool IsName(string name) =>
        name.LastIndexOf('-') is > 0 and var dash
        && int.TryParse(name.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out _);
}
