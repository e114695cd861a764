using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace MsaSample.Data.Startup;

/// <summary>
/// Healthy when the database answers a query; Degraded when it does, but cannot be written. What only reads still works then.
/// </summary>
internal sealed class DatabaseHealthCheck(DatabaseDialect dialect) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await using var connection = dialect.CreateConnection();
            await connection.OpenAsync(cancellationToken);
            await using var command = connection.CreateCommand();
            command.CommandText = "SELECT 1";
            await command.ExecuteScalarAsync(cancellationToken);
            return await dialect.FindRefusalAsync(cancellationToken) is { } refusal
                ? HealthCheckResult.Degraded($"{dialect.Name} cannot be written: {refusal}")
                : HealthCheckResult.Healthy();
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return HealthCheckResult.Unhealthy($"{dialect.Name} does not answer.", exception);
        }
    }
}
