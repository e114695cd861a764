using Microsoft.Extensions.Diagnostics.HealthChecks;
using MsaSample.Messaging.Consumer;
using MsaSample.Messaging.Kafka;

namespace MsaSample.Messaging;

/// <summary>Healthy when the topics exist, the consumed topics have been applied up to their ends once, and Kafka answers.</summary>
internal sealed class MessagingHealthCheck(TopicSetup topics, CatchUp catchUp, KafkaClients clients, BrokerContact contact) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        !topics.Ready.IsCompleted ? HealthCheckResult.Unhealthy($"The topics at {clients.BootstrapServers} do not exist yet.")
        : !catchUp.IsDone ? HealthCheckResult.Unhealthy("The consumed topics have not been read to their ends yet.")
        : !await contact.IsReachedAsync(cancellationToken)
            ? HealthCheckResult.Unhealthy($"Kafka at {clients.BootstrapServers} does not answer.")
        : HealthCheckResult.Healthy();
}
