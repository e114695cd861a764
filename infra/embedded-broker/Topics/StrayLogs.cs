using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;
using MsaSample.Broker.Storage.Directories;

namespace MsaSample.Broker.Topics;

/// <summary>
/// Partition directories that belong to no topic, left by a crash while a topic was created or deleted. They are renamed, as in Kafka,
/// so that a new topic of that name does not start with old records. Nothing is deleted.
/// </summary>
internal static partial class StrayLogs
{
    public static void SetAside(string directory, IReadOnlyList<SavedTopic> topics, ILogger logger)
    {
        var known = topics.ToDictionary(t => t.Name, StringComparer.Ordinal);
        foreach (var path in Directory.GetDirectories(directory))
        {
            var match = LogName().Match(Path.GetFileName(path));
            if (!match.Success || Belongs(path, known.GetValueOrDefault(match.Groups["topic"].Value), match.Groups["partition"].Value))
                continue;

            logger.StrayLog(path, PartitionDirectory.RenameToStray(path));
        }
    }

    private static bool Belongs(string path, SavedTopic? topic, string partition) =>
        topic is not null && int.TryParse(partition, out var index) && index < topic.Partitions
            && PartitionDirectory.BelongsTo(path, topic.Id);

    [GeneratedRegex(@"^(?<topic>[A-Za-z0-9._-]+)-(?<partition>\d+)$", RegexOptions.ExplicitCapture)]
    private static partial Regex LogName();
}
