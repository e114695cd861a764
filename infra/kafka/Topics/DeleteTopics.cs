using MsaSample.CommandLine.Options;
using MsaSample.Kafka.Clients;
using MsaSample.Kafka.Commands;

namespace MsaSample.Kafka.Topics;

/// <summary><c>topics --delete</c>; prints nothing on success.</summary>
internal static class DeleteTopics
{
    public static async Task RunAsync(Arguments args, Cluster cluster, Terminal terminal)
    {
        var topics = TopicsCommand.Select(args, cluster);
        if (topics.Count > 0)
            await cluster.Admin.DeleteTopicsAsync(topics);
    }
}
