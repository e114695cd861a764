using Microsoft.Extensions.Diagnostics.HealthChecks;
using MsaSample.Messaging.Consumer;
using MsaSample.Messaging.Kafka;

namespace MsaSample.Messaging;

/// <summary>Ready when the topics exist, everything written before this service started has been applied once, and Kafka is within reach.</summary>
internal sealed class MessagingHealthCheck(TopicSetup topics, CatchUp catchUp, KafkaClients clients, BrokerContact contact) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        !topics.Ready.IsCompleted ? HealthCheckResult.Unhealthy($"The topics at {clients.BootstrapServers} are not there yet.")
        : !catchUp.IsDone ? HealthCheckResult.Unhealthy("The consumed topics are still being read to their ends.")
        : !await contact.IsReachedAsync(cancellationToken) ? HealthCheckResult.Unhealthy($"Kafka at {clients.BootstrapServers} does not answer.")
        : HealthCheckResult.Healthy();
}
