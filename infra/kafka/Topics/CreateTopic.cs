using Confluent.Kafka;
using Confluent.Kafka.Admin;
using MsaSample.CommandLine.Options;
using MsaSample.Kafka.Clients;
using MsaSample.Kafka.Commands;

namespace MsaSample.Kafka.Topics;

/// <summary><c>topics --create</c>.</summary>
internal static class CreateTopic
{
    private const string MixedNameWarning =
        "WARNING: Due to limitations in metric names, topics with a period ('.') or underscore ('_') could collide. "
        + "To avoid issues it is best to use either, but not both.";

    private const int ClusterDefault = -1;

    public static async Task RunAsync(Arguments args, Cluster cluster, Terminal terminal)
    {
        var topic = args.Required("--topic");
        var specification = new TopicSpecification
        {
            Name = topic,
            NumPartitions = (int)(args.Number("--partitions", lowest: 1, highest: int.MaxValue) ?? ClusterDefault),
            ReplicationFactor = (short)(args.Number("--replication-factor", lowest: 1, highest: short.MaxValue) ?? ClusterDefault),
            Configs = args.Values("--config")
                .Select(pair => ClientSettings.Pair("--config", pair))
                .ToDictionary(pair => pair.Name, pair => pair.Value),
        };
        if (topic.AsSpan().ContainsAny('.', '_'))
            terminal.WriteLine(MixedNameWarning);

        try
        {
            await cluster.Admin.CreateTopicsAsync([specification]);
            terminal.WriteLine($"Created topic {topic}.");
        }
        catch (CreateTopicsException e) when (args.Has("--if-not-exists") && Refusal.Of(e).Code == ErrorCode.TopicAlreadyExists)
        {
            // --if-not-exists allows that.
        }
    }
}
