using System.Globalization;
using Confluent.Kafka;
using Confluent.Kafka.Admin;
using MsaSample.CommandLine.Options;
using MsaSample.Kafka.Clients;
using MsaSample.Kafka.Commands;

namespace MsaSample.Kafka.Offsets;

/// <summary><c>get-offsets</c>: what <c>kafka-get-offsets.sh</c> does, a line <c>topic:partition:offset</c> for each partition.</summary>
internal static class GetOffsetsCommand
{
    public static ToolCommand Create() => new("get-offsets", "prints where partitions begin, end, or have a time",
    [
        new("--topic", "NAME", "the topics; a regular expression; all when not given"),
        new("--partitions", "N,N", "only these partitions of them"),
        new("--topic-partitions", "LIST", "in place of both: topic1:1,topic2:0-3,topic3,topic4:5-,topic5:-3"),
        new(
            "--time", "WHICH",
            "latest (-1, the default), earliest (-2), max-timestamp (-3), or the first offset at a time in ms since 1970"),
        new("--exclude-internal-topics", null, "leaves internal topics out"),
    ], RunAsync)
    { FailurePrefix = "Error occurred: " };

    private static async Task<int> RunAsync(Arguments args, Terminal terminal)
    {
        var spec = Spec(args.Value("--time") ?? "latest");
        var filter = Filter(args);
        using var cluster = await Cluster.ConnectAsync(args, terminal.Stopped);
        var partitions = cluster.Metadata.Topics
            .SelectMany(topic => topic.Partitions.Select(partition => new TopicPartition(topic.Topic, partition.PartitionId)))
            .Where(filter)
            .ToList();
        if (partitions.Count == 0)
            throw new ToolException("Could not match any topic-partitions with the specified filters");

        foreach (var answer in await cluster.OffsetsAsync(partitions, spec))
            if (answer.Error.IsError)
                terminal.WriteError(
                    $"Skip getting offsets for topic-partition {answer.Topic}-{answer.Partition.Value} due to error: "
                    + Refusal.Reason(answer.Error));
            else if (answer.Offset.Value >= 0)
                terminal.WriteLine($"{answer.Topic}:{answer.Partition.Value}:{answer.Offset.Value}");

        return 0;
    }

    private static OffsetSpec Spec(string time) => time switch
    {
        "latest" or "-1" => OffsetSpec.Latest(),
        "earliest" or "-2" => OffsetSpec.Earliest(),
        "max-timestamp" or "-3" => OffsetSpec.MaxTimestamp(),
        _ when long.TryParse(time, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds) =>
            OffsetSpec.ForTimestamp(milliseconds),
        _ => throw new ToolException(
            $"Malformed time argument {time}. "
            + "Please use -1 or latest / -2 or earliest / -3 or max-timestamp, or a specified long format timestamp"),
    };

    private static Func<TopicPartition, bool> Filter(Arguments args)
    {
        var excludeInternal = args.Has("--exclude-internal-topics");
        if (args.Value("--topic-partitions") is { } list)
        {
            if (args.Has("--topic") || args.Has("--partitions"))
                throw new ToolException("--topic-partitions cannot be used with --topic or --partitions");
            var items = list.Split(',', StringSplitOptions.RemoveEmptyEntries);
            var ranges = items.Select(item => PartitionRange.Parse(item, excludeInternal)).ToList();
            return partition => ranges.Exists(range => range.Includes(partition));
        }

        var topics = new TopicFilter(args.Value("--topic"), excludeInternal);
        var partitions = args.Value("--partitions")?.Split(',').Select(PartitionRange.Number).ToHashSet();
        return partition => topics.Includes(partition.Topic) && partitions?.Contains(partition.Partition.Value) != false;
    }
}
