using Confluent.Kafka.Admin;
using MsaSample.CommandLine.Options;
using MsaSample.Kafka.Clients;
using MsaSample.Kafka.Commands;

namespace MsaSample.Kafka.Topics;

/// <summary><c>topics --alter --partitions</c>; prints nothing on success.</summary>
internal static class AddPartitions
{
    public static async Task RunAsync(Arguments args, Cluster cluster, Terminal terminal)
    {
        args.Required("--partitions");
        var count = (int)args.Number("--partitions", lowest: 1, highest: int.MaxValue)!.Value;
        var topics = TopicsCommand.Select(args, cluster);
        var wanted = topics.Select(topic => new PartitionsSpecification { Topic = topic, IncreaseTo = count });
        if (topics.Count > 0)
            await cluster.Admin.CreatePartitionsAsync(wanted);
    }
}
