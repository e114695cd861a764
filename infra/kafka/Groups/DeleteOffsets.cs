using Confluent.Kafka;
using Confluent.Kafka.Admin;
using MsaSample.CommandLine.Lifetime;
using MsaSample.Kafka.Clients;
using MsaSample.Kafka.Commands;
using MsaSample.Kafka.Output;

namespace MsaSample.Kafka.Groups;

/// <summary><c>consumer-groups --delete-offsets</c>: says for each partition whether its offset is forgotten.</summary>
internal static class DeleteOffsets
{
    public static async Task<int> RunAsync(IReadOnlyList<string> groups, IReadOnlyList<string> topics, Cluster cluster, Terminal terminal)
    {
        var exitCode = 0;
        var partitions = TopicScope.Partitions(topics, cluster);
        foreach (var group in groups)
            if (!await RunAsync(group, partitions, cluster, terminal))
                exitCode = ExitCode.Failure;

        return exitCode;
    }

    private static async Task<bool> RunAsync(string group, IReadOnlyList<TopicPartition> partitions, Cluster cluster, Terminal terminal)
    {
        var table = new Table(new("TOPIC", 15), new("PARTITION", 10), new("STATUS", 15));
        var succeeded = true;
        try
        {
            await cluster.Admin.DeleteConsumerGroupOffsetsAsync(group, partitions);
            terminal.WriteLine($"Request succeeded for deleting offsets from group {group}.");
            foreach (var partition in partitions)
                table.Add(partition.Topic, $"{partition.Partition.Value}", "Successful");
        }
        catch (DeleteConsumerGroupOffsetsException e) when (!e.Result.Error.IsError)
        {
            succeeded = false;
            terminal.WriteError($"Encounter some partition level error for group {group}: see the follow-up details.");
            foreach (var answer in e.Result.Partitions)
            {
                var outcome = answer.Error.IsError ? $"Error: {Refusal.Reason(answer.Error)}" : "Successful";
                table.Add(answer.Topic, $"{answer.Partition.Value}", outcome);
            }
        }

        terminal.Write("\n" + table);
        return succeeded;
    }
}
