using Confluent.Kafka;
using Confluent.Kafka.Admin;
using MsaSample.CommandLine.Options;
using MsaSample.Kafka.Commands;

namespace MsaSample.Kafka.Clients;

/// <summary>An admin client whose brokers have answered.</summary>
internal sealed class Cluster : IDisposable
{
    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(30);

    private Cluster(IAdminClient admin, Metadata metadata)
    {
        Admin = admin;
        Metadata = metadata;
    }

    public IAdminClient Admin { get; }

    /// <summary>Brokers and topics at the time of connecting.</summary>
    public Metadata Metadata { get; }

    /// <exception cref="ToolException">No broker answers, or a setting is wrong.</exception>
    public static async Task<Cluster> ConnectAsync(Arguments args, CancellationToken stopped)
    {
        var reachability = new Reachability(ClientSettings.ServerOf(args));
        var admin = ClientSettings.Build(() => new AdminClientBuilder(ClientSettings.Read(args))
            .SetErrorHandler((_, error) => reachability.Note(error))
            .SetLogHandler((_, _) => { }) // it repeats what the error handler gets
            .Build());
        try
        {
            return new Cluster(admin, await reachability.AskAsync(admin.GetMetadata, stopped));
        }
        catch
        {
            admin.Dispose();
            throw;
        }
    }

    /// <summary>The offset of each partition at its begin, its end, or a time; in the order of the partitions.</summary>
    /// <returns>An offset with an error where the leader of a partition could not be asked.</returns>
    public async Task<IReadOnlyList<TopicPartitionOffsetError>> OffsetsAsync(IEnumerable<TopicPartition> partitions, OffsetSpec spec)
    {
        var asked = partitions.Select(partition => new TopicPartitionOffsetSpec { TopicPartition = partition, OffsetSpec = spec }).ToList();
        if (asked.Count == 0)
            return [];

        List<TopicPartitionOffsetError> answers;
        try
        {
            var result = await Admin.ListOffsetsAsync(asked, new ListOffsetsOptions { RequestTimeout = RequestTimeout });
            answers = [.. result.ResultInfos.Select(info => info.TopicPartitionOffsetError)];
        }
        catch (ListOffsetsException e)
        {
            answers = [.. e.Result.ResultInfos.Select(info => info.TopicPartitionOffsetError)];
        }

        return [.. answers.OrderBy(answer => answer.Topic, StringComparer.Ordinal).ThenBy(answer => answer.Partition.Value)];
    }

    /// <summary>The number of partitions of a topic; null when there is no such topic.</summary>
    public int? PartitionsOf(string topic) =>
        Metadata.Topics.FirstOrDefault(known => known.Topic == topic && !known.Error.IsError)?.Partitions.Count;

    public void Dispose() => Admin.Dispose();
}
