using Microsoft.Extensions.Logging;
using MsaSample.Broker.Storage;

namespace MsaSample.Broker.Topics;

/// <summary>The logs of the partitions, each in a directory <c>{topic}-{partition}</c>.</summary>
internal sealed class TopicLogs(LogDirectory directory, ILogger logger)
{
    /// <summary>
    /// Opens or creates the logs of the partitions from <paramref name="from"/> up to, not including, <paramref name="to"/>.
    /// </summary>
    /// <exception cref="IOException">A log cannot be opened; those before it stay open until they are deleted.</exception>
    public Partition[] Open(string topic, Guid id, int from, int to, TopicConfigs configs)
    {
        var logConfig = configs.ToLogConfig();
        return [.. Enumerable.Range(from, to - from).Select(
            index => new Partition(topic, index, directory.OpenLog(NameOf(topic, index), logConfig, id)))];
    }

    /// <summary>Deletes the logs. If the disk refuses, the next start renames the directory, which belongs to no topic any more.</summary>
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
