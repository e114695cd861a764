using MsaSample.CommandLine.Options;
using MsaSample.Kafka.Clients;
using MsaSample.Kafka.Commands;

namespace MsaSample.Kafka.Groups;

/// <summary><c>consumer-groups</c>: what <c>kafka-consumer-groups.sh</c> does.</summary>
internal static class ConsumerGroupsCommand
{
    public static ToolCommand Create() => new("consumer-groups", "lists, describes and deletes consumer groups, and moves their offsets",
    [
        new("--list", null, "lists the groups"),
        new("--describe", null, "shows the offsets of groups and how far they lag"),
        new("--reset-offsets", null, "moves the offsets of groups without members"),
        new("--delete", null, "deletes groups without members"),
        new("--delete-offsets", null, "forgets the offsets of a group for topics"),
        new("--group", "NAME", "the group; may be repeated"),
        new("--all-groups", null, "every group"),
        new("--topic", "NAME[:P,P]", "with --reset-offsets and --delete-offsets: a topic, or some of its partitions; may be repeated"),
        new("--all-topics", null, "with --reset-offsets: every topic that the group has offsets for"),
        new("--members", null, "with --describe: the members"),
        new("--offsets", null, "with --describe: the offsets, which is the default"),
        new("--state", "STATE,STATE", "with --describe: coordinator and state; with --list: shows the state, or lists only groups in these")
        {
            ValueWhenBare = "",
        },
        new("--type", "TYPE,TYPE", "with --list: shows the type, or lists only groups of these") { ValueWhenBare = "" },
        new("--verbose", null, "with --describe: more columns"),
        .. OffsetTarget.Options,
        new("--dry-run", null, "with --reset-offsets: only shows what would be (the default)"),
        new("--execute", null, "with --reset-offsets: does it"),
        new("--export", null, "with --reset-offsets: prints topic,partition,offset lines"),
    ], RunAsync)
    { FailurePrefix = "Error: Executing consumer group command failed due to " };

    private static async Task<int> RunAsync(Arguments args, Terminal terminal)
    {
        var action = args.ExactlyOne("--list", "--describe", "--reset-offsets", "--delete", "--delete-offsets");
        if (action is not "--list")
            args.ExactlyOne("--group", "--all-groups");
        var target = action == "--reset-offsets" ? OffsetTarget.Read(args, TimeProvider.System.GetUtcNow()) : null;
        if (target is not null)
            args.ExactlyOne("--topic", "--all-topics");
        if (action == "--delete-offsets")
            args.Required("--topic");

        using var cluster = await Cluster.ConnectAsync(args, terminal.Stopped);
        if (action == "--list")
            return await ListGroups.RunAsync(args, cluster, terminal);

        var groups = args.Has("--all-groups") ? await ListGroups.NamesAsync(cluster) : args.Values("--group");
        return action switch
        {
            "--describe" => await new DescribeGroups(args, cluster, terminal).RunAsync(groups),
            "--reset-offsets" => await new ResetOffsets(args, cluster, terminal, target!).RunAsync(groups),
            "--delete" => await DeleteGroups.RunAsync(groups, cluster, terminal),
            _ => await DeleteOffsets.RunAsync(groups, args.Values("--topic"), cluster, terminal),
        };
    }
}
