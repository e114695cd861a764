using Confluent.Kafka;
using Confluent.Kafka.Admin;
using MsaSample.CommandLine.Options;
using MsaSample.Kafka.Clients;
using MsaSample.Kafka.Commands;
using MsaSample.Kafka.Output;

namespace MsaSample.Kafka.Groups;

/// <summary><c>consumer-groups --describe</c>: a table for each group.</summary>
internal sealed class DescribeGroups(Arguments args, Cluster cluster, Terminal terminal)
{
    private const string None = "-";
    private readonly bool _verbose = args.Has("--verbose");

    /// <exception cref="ToolException">There is no such group.</exception>
    public async Task<int> RunAsync(IReadOnlyList<string> groups)
    {
        if (groups.Count == 0)
            return 0;

        var described = await cluster.Admin.DescribeConsumerGroupsAsync(groups);
        if (described.ConsumerGroupDescriptions.FirstOrDefault(group => group.State == ConsumerGroupState.Dead) is { } missing)
            throw new ToolException($"Group {missing.GroupId} not found.");

        foreach (var group in described.ConsumerGroupDescriptions.OrderBy(group => group.GroupId, StringComparer.Ordinal))
        {
            if (args.Has("--state"))
                Show(group, StateTable(group), rows: 1);
            else if (args.Has("--members"))
                Show(group, MemberTable(group), rows: 1);
            else
            {
                var rows = await OffsetRows.ReadAsync(group, cluster);
                Show(group, OffsetTable(group, rows), rows.Count);
            }
        }

        return 0;
    }

    private void Show(ConsumerGroupDescription group, string table, int rows)
    {
        if (rows > 0)
            terminal.Write("\n" + table);

        if (group.State == ConsumerGroupState.Empty)
            terminal.WriteError($"\nConsumer group '{group.GroupId}' has no active members.");
        else if (group.State != ConsumerGroupState.Stable)
            terminal.WriteError($"\nWarning: Consumer group '{group.GroupId}' is rebalancing.");
    }

    private string StateTable(ConsumerGroupDescription group)
    {
        List<Column> columns = [new("GROUP", 15), new("COORDINATOR (ID)", 25), new("ASSIGNMENT-STRATEGY", 20), new("STATE", 20)];
        List<string> cells =
        [
            group.GroupId,
            $"{group.Coordinator.Host}:{group.Coordinator.Port}  ({group.Coordinator.Id})",
            group.PartitionAssignor.Length > 0 ? group.PartitionAssignor : None,
            group.State.ToString(),
        ];
        if (_verbose)
        {
            // The client does not tell the epochs of the newer protocol.
            columns.AddRange([new("GROUP-EPOCH", 15), new("TARGET-ASSIGNMENT-EPOCH", 25)]);
            cells.AddRange([None, None]);
        }

        var table = new Table([.. columns, new("#MEMBERS", 0)]);
        table.Add([.. cells, $"{group.Members.Count}"]);
        return table.ToString();
    }

    private string MemberTable(ConsumerGroupDescription group)
    {
        var hasStatic = group.Members.Exists(member => !string.IsNullOrEmpty(member.GroupInstanceId));
        List<Column> columns = [new("GROUP", 15), new("CONSUMER-ID", 15)];
        if (hasStatic)
            columns.Add(new("GROUP-INSTANCE-ID", 17));
        columns.AddRange([new("HOST", 15), new("CLIENT-ID", 15), new("#PARTITIONS", 15)]);

        // The official table ends its lines with a blank unless it is verbose.
        columns.AddRange(_verbose
            ? [new("CURRENT-EPOCH", 15), new("CURRENT-ASSIGNMENT", 20), new("TARGET-EPOCH", 15), new("TARGET-ASSIGNMENT", 20)]
            : [new("", 0)]);
        var table = new Table(columns);
        foreach (var member in group.Members.OrderBy(member => member.ConsumerId, StringComparer.Ordinal))
        {
            List<string> cells = [group.GroupId, member.ConsumerId];
            if (hasStatic)
                cells.Add(member.GroupInstanceId is { Length: > 0 } instance ? instance : None);
            cells.AddRange([member.Host, member.ClientId, $"{member.Assignment.TopicPartitions.Count}"]);
            cells.AddRange(_verbose
                ? [None, Text(member.Assignment), None, member.TargetAssignment is { } target ? Text(target) : None]
                : [""]);
            table.Add(cells);
        }

        return table.ToString();
    }

    private string OffsetTable(ConsumerGroupDescription group, IReadOnlyList<OffsetRow> rows)
    {
        var hasStatic = rows.Any(row => row.InstanceId is not null);
        List<Column> columns = [new("GROUP", 15), new("TOPIC", 15), new("PARTITION", 10)];
        if (_verbose)
            columns.Add(new("LEADER-EPOCH", 15));
        columns.AddRange([new("CURRENT-OFFSET", 15), new("LOG-END-OFFSET", 15), new("LAG", 15), new("CONSUMER-ID", 15)]);
        if (hasStatic)
            columns.Add(new("GROUP-INSTANCE-ID", 17));
        var table = new Table([.. columns, new("HOST", 15), new("CLIENT-ID", 0)]);
        foreach (var row in rows)
        {
            List<string> cells = [group.GroupId, row.Topic ?? None, Text(row.Partition)];
            if (_verbose)
                cells.Add(Text(row.LeaderEpoch));
            cells.AddRange([Text(row.Current), Text(row.End), Text(row.End - row.Current), row.ConsumerId ?? None]);
            if (hasStatic)
                cells.Add(row.InstanceId ?? None);
            table.Add([.. cells, row.Host ?? None, row.ClientId ?? None]);
        }

        return table.ToString();
    }

    private static string Text(long? number) => number is { } known ? $"{known}" : None;

    private static string Text(MemberAssignment assignment) => assignment.TopicPartitions.Count == 0 ? None : string.Join(
        ", ",
        assignment.TopicPartitions.GroupBy(partition => partition.Topic).OrderBy(topic => topic.Key, StringComparer.Ordinal)
            .Select(topic => $"{topic.Key}:{string.Join(',', topic.Select(partition => partition.Partition.Value).Order())}"));
}
