using Confluent.Kafka;
using Confluent.Kafka.Admin;
using MsaSample.CommandLine.Options;
using MsaSample.Kafka.Clients;
using MsaSample.Kafka.Commands;
using MsaSample.Kafka.Output;

namespace MsaSample.Kafka.Groups;

/// <summary><c>consumer-groups --list</c>: a name a line, or a table when state or type is asked for.</summary>
internal static class ListGroups
{
    private const int NameWidth = 15;
    private const int NameMargin = 10;
    private const int ValueWidth = 20;

    public static async Task<int> RunAsync(Arguments args, Cluster cluster, Terminal terminal)
    {
        var groups = await ListAsync(cluster, new ListConsumerGroupsOptions
        {
            MatchStates = Values<ConsumerGroupState>(args, "--state"),
            MatchTypes = Values<ConsumerGroupType>(args, "--type"),
        });
        if (!args.Has("--state") && !args.Has("--type"))
        {
            foreach (var group in groups)
                terminal.WriteLine(group.GroupId);
            return 0;
        }

        var longest = groups.Select(group => group.GroupId.Length).DefaultIfEmpty().Max();
        List<Column> columns = [new("GROUP", Math.Max(NameWidth, longest) + NameMargin)];
        if (args.Has("--type"))
            columns.Add(new("TYPE", ValueWidth));
        if (args.Has("--state"))
            columns.Add(new("STATE", ValueWidth));
        var table = new Table(columns);
        foreach (var group in groups)
        {
            List<string> cells = [group.GroupId];
            if (args.Has("--type"))
                cells.Add(group.Type.ToString());
            if (args.Has("--state"))
                cells.Add(group.State.ToString());
            table.Add(cells);
        }

        terminal.Write(table.ToString());
        return 0;
    }

    /// <summary>The name of every group.</summary>
    public static async Task<IReadOnlyList<string>> NamesAsync(Cluster cluster) =>
        [.. (await ListAsync(cluster, new ListConsumerGroupsOptions())).Select(group => group.GroupId)];

    private static async Task<IReadOnlyList<ConsumerGroupListing>> ListAsync(Cluster cluster, ListConsumerGroupsOptions options) =>
        (await cluster.Admin.ListConsumerGroupsAsync(options)).Valid;

    private static HashSet<T> Values<T>(Arguments args, string option)
        where T : struct, Enum =>
        [.. (args.Value(option) ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(name =>
            Enum.TryParse<T>(name, ignoreCase: true, out var value) && Enum.IsDefined(value)
                ? value
                : throw new UsageException($"{option} {name}: there are {string.Join(", ", Enum.GetNames<T>())}"))];
}
