using MsaSample.CommandLine.Options;
using MsaSample.Kafka.Clients;
using MsaSample.Kafka.Commands;

namespace MsaSample.Kafka.Topics;

/// <summary><c>topics --list</c>: a name a line.</summary>
internal static class ListTopics
{
    public static Task RunAsync(Arguments args, Cluster cluster, Terminal terminal)
    {
        foreach (var topic in new TopicFilter(args.Value("--topic"), args.Has("--exclude-internal")).Of(cluster.Metadata))
            terminal.WriteLine(topic);

        return Task.CompletedTask;
    }
}
