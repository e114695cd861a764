using MsaSample.CommandLine.Options;
using MsaSample.Kafka.Clients;
using MsaSample.Kafka.Commands;

namespace MsaSample.Kafka.Topics;

/// <summary><c>topics</c>: what <c>kafka-topics.sh</c> does.</summary>
internal static class TopicsCommand
{
    public static ToolCommand Create() => new("topics", "creates, deletes, lists, describes and alters topics",
    [
        new("--create", null, "creates a topic"),
        new("--delete", null, "deletes topics"),
        new("--list", null, "lists the names of the topics"),
        new("--describe", null, "shows topics and their partitions"),
        new("--alter", null, "gives topics more partitions"),
        new("--topic", "NAME", "the topic; a regular expression except with --create"),
        new("--partitions", "N", "how many partitions; with --create the cluster's default when not given"),
        new("--replication-factor", "N", "how many copies of each partition; the cluster's default when not given"),
        new("--config", "NAME=VALUE", "with --create: a setting of the topic; may be repeated"),
        new("--if-exists", null, "no error when the topic to delete, describe or alter is not there"),
        new("--if-not-exists", null, "no error when the topic to create is already there"),
        new("--exclude-internal", null, "leaves internal topics out of --list and --describe"),
        new("--topics-with-overrides", null, "with --describe: only topics with settings of their own"),
        new("--under-replicated-partitions", null, "with --describe: only partitions with a copy that lags behind"),
        new("--unavailable-partitions", null, "with --describe: only partitions without a leader"),
    ], RunAsync)
    { FailurePrefix = "Error while executing topic command : " };

    private static async Task<int> RunAsync(Arguments args, Terminal terminal)
    {
        Func<Arguments, Cluster, Terminal, Task> action = args.ExactlyOne("--create", "--delete", "--list", "--describe", "--alter") switch
        {
            "--create" => CreateTopic.RunAsync,
            "--delete" => DeleteTopics.RunAsync,
            "--list" => ListTopics.RunAsync,
            "--describe" => DescribeTopics.RunAsync,
            _ => AddPartitions.RunAsync,
        };
        if (!args.Has("--list") && !args.Has("--describe"))
            args.Required("--topic");

        using var cluster = await Cluster.ConnectAsync(args, terminal.Stopped);
        await action(args, cluster, terminal);
        return 0;
    }

    /// <summary>The topics that <c>--topic</c> means.</summary>
    /// <exception cref="ToolException">There is none, and <c>--if-exists</c> was not given.</exception>
    public static IReadOnlyList<string> Select(Arguments args, Cluster cluster)
    {
        var pattern = args.Value("--topic");
        var topics = new TopicFilter(pattern, args.Has("--exclude-internal")).Of(cluster.Metadata);
        return topics.Count > 0 || pattern is null || args.Has("--if-exists")
            ? topics
            : throw new ToolException($"Topic '{pattern}' does not exist as expected");
    }
}
