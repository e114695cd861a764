using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using MsaSample.Data;
using MsaSample.Messaging.DeadLetters;
using MsaSample.Messaging.Inbox;
using MsaSample.Messaging.Kafka;
using MsaSample.Messaging.Topology;

namespace MsaSample.Messaging.Consumer;

/// <summary>
/// Runs a consumer session from the time the topics exist until the service stops. After a session that ends with an error it starts
/// another.
/// </summary>
internal sealed class EventConsumer(
    KafkaClients clients,
    TopicSetup topics,
    MessagingTopology topology,
    EventReader reader,
    BatchApplier applier,
    OffsetTable offsets,
    DatabaseDialect dialect,
    CatchUp catchUp,
    UnknownTypes unknownTypes,
    IOptions<MessagingOptions> options,
    TimeProvider clock,
    ILogger<EventConsumer> logger) : BackgroundService
{
    private static readonly TimeSpan RestartPause = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await topics.Ready.WaitAsync(stoppingToken);
        if (topology.ConsumedTopics.Count == 0)
        {
            catchUp.Assigned([]);
            return;
        }

        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                using var session = new ConsumerSession(
                    clients, topology, reader, applier, offsets, dialect, catchUp, unknownTypes, options.Value, clock, logger);
                await session.RunAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                logger.ConsumerRestarts(exception, topology.Service);
                await Task.Delay(RestartPause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
