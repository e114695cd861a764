using System.Globalization;
using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MsaSample.Events;
using MsaSample.Messaging.Timing;
using MsaSample.Messaging.Topology;

namespace MsaSample.Messaging.Kafka;

/// <summary>
/// Creates the declared topics, and tries again until the broker answers; once more when one turns out to be missing. Relay and consumer
/// start only afterwards: a producer must not make the broker create a topic with its defaults.
/// </summary>
internal sealed class TopicSetup(
    KafkaClients clients, MessagingTopology topology, TimeProvider clock, ILogger<TopicSetup> logger) : BackgroundService
{
    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan FirstBackOff = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestBackOff = TimeSpan.FromSeconds(2);

    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Throttle _away = new(clock, TimeSpan.FromMinutes(1));
    private readonly Lock _lock = new();
    private Task _creation = Task.CompletedTask;
    private CancellationToken _stopping;

    /// <summary>Completes when every declared topic exists.</summary>
    public Task Ready => _ready.Task;

    /// <summary>Creates the declared topics that were deleted in the meantime. Completes when all exist, or the service stops.</summary>
    public Task RecreateAsync()
    {
        lock (_lock)
        {
            if (_creation.IsCompleted && ExecuteTask is { IsCompleted: true })
                _creation = CreateUntilDoneAsync(_stopping);
            return _creation;
        }
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        _stopping = stoppingToken;
        return CreateUntilDoneAsync(stoppingToken);
    }

    private async Task CreateUntilDoneAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        using var admin = clients.CreateAdmin();
        var backOff = FirstBackOff;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var existing = await CreateAsync(admin).WaitAsync(stoppingToken);
                _ready.TrySetResult();
                await CheckAsync(admin, existing).WaitAsync(stoppingToken);
                return;
            }
            catch (KafkaException exception)
            {
                if (_away.IsDue())
                    logger.TopicsNotReady(clients.BootstrapServers, Reason(exception));

                await Task.Delay(backOff, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                backOff = backOff * 2 < LongestBackOff ? backOff * 2 : LongestBackOff;
            }
        }
    }

    /// <returns>The topics that existed before.</returns>
    private async Task<List<EventTopic>> CreateAsync(IAdminClient admin)
    {
        var specifications = topology.Topics.Select(topic => new TopicSpecification
        {
            Name = topic.Name,
            NumPartitions = topic.Partitions,
            ReplicationFactor = -1, // the broker's default, which fits its number of nodes
            Configs = topic.Compacted ? new() { ["cleanup.policy"] = "compact" } : null,
        }).ToList();
        if (specifications.Count == 0)
            return [];

        try
        {
            await admin.CreateTopicsAsync(specifications, new() { RequestTimeout = RequestTimeout, OperationTimeout = RequestTimeout });
            logger.TopicsCreated(string.Join(", ", specifications.Select(topic => topic.Name)));
            return [];
        }
        catch (CreateTopicsException exception) when (exception.Results.TrueForAll(result =>
            result.Error.Code is ErrorCode.NoError or ErrorCode.TopicAlreadyExists))
        {
            var existing = exception.Results
                .Where(result => result.Error.Code == ErrorCode.TopicAlreadyExists).Select(result => result.Topic).ToHashSet();
            var created = specifications.Select(topic => topic.Name).Where(name => !existing.Contains(name)).ToList();
            if (created.Count > 0)
                logger.TopicsCreated(string.Join(", ", created));
            return [.. topology.Topics.Where(topic => existing.Contains(topic.Name))];
        }
    }

    private async Task CheckAsync(IAdminClient admin, List<EventTopic> existing)
    {
        if (existing.Count == 0)
            return;

        try
        {
            var described = await admin.DescribeTopicsAsync(
                TopicCollection.OfTopicNames(existing.Select(topic => topic.Name)), new() { RequestTimeout = RequestTimeout });
            var configs = await admin.DescribeConfigsAsync(
                existing.Select(topic => new ConfigResource { Type = ResourceType.Topic, Name = topic.Name }),
                new() { RequestTimeout = RequestTimeout });
            foreach (var topic in existing)
            {
                var partitions = described.TopicDescriptions.First(description => description.Name == topic.Name).Partitions.Count;
                if (partitions != topic.Partitions)
                    logger.TopicDiffers(topic.Name, "partitions", Text(partitions), Text(topic.Partitions));

                var wanted = topic.Compacted ? "compact" : "delete";
                var settings = configs.First(config => config.ConfigResource.Name == topic.Name).Entries;
                var policy = settings.GetValueOrDefault("cleanup.policy")?.Value;
                if (policy != wanted)
                    logger.TopicDiffers(topic.Name, "cleanup.policy", policy ?? "unknown", wanted);
            }
        }
        catch (KafkaException exception)
        {
            logger.TopicsNotChecked(Reason(exception));
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Reason(KafkaException exception) => exception is CreateTopicsException create
        ? string.Join(
            "; ",
            create.Results.Where(result => result.Error.IsError).Select(result => $"{result.Topic}: {result.Error.Reason}").Distinct())
        : exception.Error.Reason;
}
