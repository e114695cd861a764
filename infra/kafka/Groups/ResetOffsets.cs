using System.Globalization;
using Confluent.Kafka;
using Confluent.Kafka.Admin;
using MsaSample.CommandLine.Options;
using MsaSample.Kafka.Clients;
using MsaSample.Kafka.Commands;
using MsaSample.Kafka.Output;

namespace MsaSample.Kafka.Groups;

/// <summary><c>consumer-groups --reset-offsets</c>: shows the new offsets and, with <c>--execute</c>, commits them.</summary>
internal sealed class ResetOffsets(Arguments args, Cluster cluster, Terminal terminal, OffsetTarget target)
{
    /// <exception cref="ToolException">A group has members, or a topic is not there.</exception>
    public async Task<int> RunAsync(IReadOnlyList<string> groups)
    {
        if (args.Has("--execute") && args.Has("--dry-run"))
            throw new UsageException("--execute and --dry-run do not go together");

        var plans = new List<(string Group, IReadOnlyList<TopicPartitionOffset> Offsets)>();
        foreach (var group in groups)
        {
            await RequireInactiveAsync(group);
            plans.Add((group, await PlanAsync(group)));
        }

        if (args.Has("--execute"))
            foreach (var (group, offsets) in plans.Where(plan => plan.Offsets.Count > 0))
                await cluster.Admin.AlterConsumerGroupOffsetsAsync([new ConsumerGroupTopicPartitionOffsets(group, [.. offsets])]);
        else if (!args.Has("--dry-run"))
            terminal.WriteError("WARN: nothing was changed, because --execute was not given; --dry-run says that this is meant");

        terminal.Write(args.Has("--export") ? Lines(plans) : "\n" + Table(plans));
        return 0;
    }

    private static string Lines(List<(string Group, IReadOnlyList<TopicPartitionOffset> Offsets)> plans) =>
        string.Concat(plans.SelectMany(plan => plan.Offsets.Select(offset =>
            $"{(plans.Count > 1 ? plan.Group + "," : "")}{offset.Topic},{offset.Partition.Value},{offset.Offset.Value}\n"))) + "\n";

    private static string Table(List<(string Group, IReadOnlyList<TopicPartitionOffset> Offsets)> plans)
    {
        var table = new Table(new("GROUP", 15), new("TOPIC", 15), new("PARTITION", 10), new("NEW-OFFSET", 0));
        foreach (var (group, offsets) in plans)
            foreach (var offset in offsets)
                table.Add(group, offset.Topic, Number(offset.Partition.Value), Number(offset.Offset.Value));

        return table.ToString();
    }

    private async Task RequireInactiveAsync(string group)
    {
        var described = await cluster.Admin.DescribeConsumerGroupsAsync([group]);
        var state = described.ConsumerGroupDescriptions[0].State;
        if (state is not (ConsumerGroupState.Empty or ConsumerGroupState.Dead))
            throw new ToolException($"Assignments can only be reset if the group '{group}' is inactive, but the current state is {state}.");
    }

    private async Task<IReadOnlyList<TopicPartitionOffset>> PlanAsync(string group)
    {
        var committed = Values(await OffsetRows.CommittedAsync(group, cluster));
        IReadOnlyList<TopicPartition> partitions =
            args.Has("--all-topics") ? [.. committed.Keys] : TopicScope.Partitions(args.Values("--topic"), cluster);
        return target.Kind switch
        {
            "--to-earliest" => Offsets(await cluster.OffsetsAsync(partitions, OffsetSpec.Earliest())),
            "--to-latest" => Offsets(await cluster.OffsetsAsync(partitions, OffsetSpec.Latest())),
            "--to-current" => await CurrentAsync(partitions, committed),
            "--to-offset" => await WithinLogAsync(partitions.Select(partition => new TopicPartitionOffset(partition, target.Number))),
            "--shift-by" => await WithinLogAsync(
                partitions.Select(partition => new TopicPartitionOffset(partition, Shifted(partition, committed)))),
            _ => await AtTimeAsync(partitions),
        };
    }

    private long Shifted(TopicPartition partition, Dictionary<TopicPartition, long> committed) =>
        committed.TryGetValue(partition, out var current)
            ? current + target.Number
            : throw new ToolException($"Cannot shift offset for partition {Name(partition)} since there is no current committed offset");

    private async Task<IReadOnlyList<TopicPartitionOffset>> CurrentAsync(
        IReadOnlyList<TopicPartition> partitions, Dictionary<TopicPartition, long> committed)
    {
        var ends = Offsets(await cluster.OffsetsAsync(partitions, OffsetSpec.Latest()));
        return [.. ends.Select(end => committed.TryGetValue(end.TopicPartition, out var current) ? new(end.TopicPartition, current) : end)];
    }

    private async Task<IReadOnlyList<TopicPartitionOffset>> AtTimeAsync(IReadOnlyList<TopicPartition> partitions)
    {
        var atTime = Offsets(await cluster.OffsetsAsync(partitions, OffsetSpec.ForTimestamp(target.Number)));
        var ends = Offsets(await cluster.OffsetsAsync(partitions, OffsetSpec.Latest()));
        foreach (var none in atTime.Where(offset => offset.Offset.Value < 0))
        {
            terminal.Write(
                $"\nWarn: Partition {none.Partition.Value} from topic {none.Topic} is empty. Falling back to latest known offset.\n");
        }

        return [.. atTime.Zip(ends, (found, end) => found.Offset.Value < 0 ? end : found)];
    }

    private async Task<IReadOnlyList<TopicPartitionOffset>> WithinLogAsync(IEnumerable<TopicPartitionOffset> wanted)
    {
        var offsets = wanted.ToList();
        var partitions = offsets.Select(offset => offset.TopicPartition).ToList();
        var begins = Values(await cluster.OffsetsAsync(partitions, OffsetSpec.Earliest()));
        var ends = Values(await cluster.OffsetsAsync(partitions, OffsetSpec.Latest()));
        return [.. offsets.Select(offset => new TopicPartitionOffset(
            offset.TopicPartition, Clamped(offset, begins[offset.TopicPartition], ends[offset.TopicPartition])))];
    }

    private long Clamped(TopicPartitionOffset wanted, long begin, long end)
    {
        var offset = wanted.Offset.Value;
        if (offset >= begin && offset <= end)
            return offset;

        var (bound, name, nearest) = offset < begin ? ("lower", "earliest", begin) : ("higher", "latest", end);
        terminal.WriteError(
            $"WARN New offset ({offset}) is {bound} than {name} offset for topic partition {Name(wanted.TopicPartition)}. "
            + $"Value will be set to {nearest}");
        return nearest;
    }

    private static List<TopicPartitionOffset> Offsets(IEnumerable<TopicPartitionOffsetError> answers) =>
        [
            .. answers.Select(answer =>
                answer.Error.IsError ? throw new ToolException(Refusal.Reason(answer.Error)) : answer.TopicPartitionOffset),
        ];

    private static Dictionary<TopicPartition, long> Values(IEnumerable<TopicPartitionOffsetError> answers) =>
        Offsets(answers).ToDictionary(answer => answer.TopicPartition, answer => answer.Offset.Value);

    private static string Name(TopicPartition partition) => $"{partition.Topic}-{partition.Partition.Value}";

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
