using Confluent.Kafka.Admin;
using MsaSample.CommandLine.Lifetime;
using MsaSample.Kafka.Clients;
using MsaSample.Kafka.Commands;

namespace MsaSample.Kafka.Groups;

/// <summary><c>consumer-groups --delete</c>.</summary>
internal static class DeleteGroups
{
    public static async Task<int> RunAsync(IReadOnlyList<string> groups, Cluster cluster, Terminal terminal)
    {
        if (groups.Count == 0)
            return 0;

        try
        {
            await cluster.Admin.DeleteGroupsAsync([.. groups]);
            terminal.WriteLine($"Deletion of requested consumer groups ({Quoted(groups)}) was successful.");
            return 0;
        }
        catch (DeleteGroupsException e)
        {
            terminal.WriteError("Error: Deletion of some consumer groups failed:");
            foreach (var failed in e.Results.Where(result => result.Error.IsError))
                terminal.WriteError($"* Group '{failed.Group}' could not be deleted due to: {Refusal.Reason(failed.Error)}");
            if (e.Results.Where(result => !result.Error.IsError).Select(result => result.Group).ToList() is { Count: > 0 } deleted)
                terminal.WriteLine($"\nThese consumer groups were deleted successfully: {Quoted(deleted)}");
            return ExitCode.Failure;
        }
    }

    private static string Quoted(IEnumerable<string> groups) => string.Join(", ", groups.Select(group => $"'{group}'"));
}
