using System.Globalization;

namespace MsaSample.Broker.Storage.Directories;

/// <summary>The directory of one partition's log: whose it is, and where it goes when it must leave.</summary>
internal static class PartitionDirectory
{
    /// <summary>Ends the name of a directory that belongs to no topic.</summary>
    public const string StraySuffix = "-stray";

    /// <summary>Ends the name of a directory that is being deleted.</summary>
    public const string DoomedSuffix = "-delete";

    private const int MaxFileName = 255; // bytes, in every common file system

    /// <summary>The names of the logs in a data directory.</summary>
    public static IEnumerable<string> NamesIn(string path) => Directory.EnumerateDirectories(path).Select(static log => Path.GetFileName(log)).Where(IsName);

    /// <summary>Deletes what a crash in the middle of a deletion left.</summary>
    public static void DeleteDoomed(string path)
    {
        foreach (var doomed in Directory.GetDirectories(path, "*" + DoomedSuffix))
            Directory.Delete(doomed, recursive: true);
    }

    /// <summary>Notes the topic's id in <c>partition.metadata</c>, unless one is noted already.</summary>
    public static void NoteTopic(string path, Guid topicId)
    {
        var metadata = MetadataOf(path);
        if (!File.Exists(metadata))
            AtomicFile.Write(metadata, $"version: 0\ntopic_id: {KafkaId.Format(topicId)}");
    }

    /// <summary>Whether the log is one of this topic's. One without an id is: nothing is in it that could be wrong.</summary>
    public static bool BelongsTo(string path, Guid topicId)
    {
        var metadata = MetadataOf(path);
        return !File.Exists(metadata) || File.ReadAllText(metadata).Contains(KafkaId.Format(topicId), StringComparison.Ordinal);
    }

    /// <summary>Renames the directory when it is there and holds the log of another topic of that name; returns where it is then.</summary>
    public static string? SetAsideIfForeign(string path, Guid topicId)
    {
        if (!Directory.Exists(path) || BelongsTo(path, topicId))
            return null;

        var aside = Aside(path, StraySuffix);
        Directory.Move(path, aside);
        return aside;
    }

    /// <summary>A path beside this one that nothing has yet; a long name is cut, for topic names may fill nearly all that a file name holds.</summary>
    public static string Aside(string path, string suffix)
    {
        var name = Path.GetFileName(path);
        var end = $".{Guid.NewGuid():N}{suffix}";
        return Path.Combine(Path.GetDirectoryName(path)!, name[..Math.Min(name.Length, MaxFileName - end.Length)] + end);
    }

    private static string MetadataOf(string path) => Path.Combine(path, "partition.metadata");

    // {topic}-{partition}
    private static bool IsName(string name) =>
        name.LastIndexOf('-') is > 0 and var dash && int.TryParse(name.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out _);
}
