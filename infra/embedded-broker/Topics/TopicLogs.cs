using Microsoft.Extensions.Logging;
using MsaSample.Broker.Storage;

namespace MsaSample.Broker.Topics;

/// <summary>The logs behind the partitions of topics: a directory <c>{topic}-{partition}</c> each.</summary>
internal sealed class TopicLogs(LogDirectory directory, ILogger logger)
{
    /// <summary>Opens or creates the logs of a topic's partitions from index <paramref name="from"/> to before <paramref name="to"/>.</summary>
    /// <exception cref="IOException">One cannot be; those before it stay open until they are deleted.</exception>
    public Partition[] Open(string topic, Guid id, int from, int to, TopicConfigs configs)
    {
        var logConfig = configs.ToLogConfig();
        return [.. Enumerable.Range(from, to - from).Select(index => new Partition(topic, index, directory.OpenLog(NameOf(topic, index), logConfig, id)))];
    }

    /// <summary>Deletes them. What the disk refuses to delete belongs to no topic any more, and the next start sets it aside.</summary>
    public void Delete(string topic, int from, int to)
    {
        foreach (var name in Enumerable.Range(from, to - from).Select(index => NameOf(topic, index)))
        {
            try
            {
                directory.DeleteLog(name);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                logger.LogNotDeleted(e, name, e.Message);
            }
        }
    }

    private static string NameOf(string topic, int partition) => $"{topic}-{partition}";
}
