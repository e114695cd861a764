using Microsoft.Extensions.Diagnostics.HealthChecks;
using MsaSample.Messaging.Consumer;
using MsaSample.Messaging.Kafka;

namespace MsaSample.Messaging;

/// <summary>Ready when the topics exist and everything written before this service started has been applied once.</summary>
internal sealed class MessagingHealthCheck(TopicSetup topics, CatchUp catchUp, KafkaClients clients) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(
            !topics.Ready.IsCompleted ? HealthCheckResult.Unhealthy($"The topics at {clients.BootstrapServers} are not there yet.")
            : !catchUp.IsDone ? HealthCheckResult.Unhealthy("The consumed topics are still being read to their ends.")
            : HealthCheckResult.Healthy());
}
