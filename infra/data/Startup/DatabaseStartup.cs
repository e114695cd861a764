using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace MsaSample.Data.Startup;

/// <summary>
/// Creates and migrates the database before any other part of the service starts. Waits for a database that does not answer.
/// </summary>
internal sealed class DatabaseStartup<TContext>(
    DatabaseDialect dialect, IServiceScopeFactory scopes, TimeProvider clock, ILogger<DatabaseStartup<TContext>> logger) : IHostedService
    where TContext : DbContext
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        for (var wait = TimeSpan.FromMilliseconds(250); ; wait = wait * 2 > LongestWait ? LongestWait : wait * 2)
        {
            try
            {
                await MigrateAsync(cancellationToken);
                return;
            }
            catch (Exception exception) when (DatabaseFailures.IsOutage(exception) && !DatabaseFailures.IsAccessDenied(exception))
            {
                dialect.LogOutage(logger, exception, wait);
                await Task.Delay(wait, clock, cancellationToken);
            }
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task MigrateAsync(CancellationToken cancellationToken)
    {
        await dialect.CreateDatabaseAsync(cancellationToken);
        await using var migrationLock = await dialect.LockMigrationsAsync(cancellationToken);
        await using var scope = scopes.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<TContext>().Database;
        var pending = (await database.GetPendingMigrationsAsync(cancellationToken)).Count();
        if (pending == 0)
            return;

        if (!(await database.GetAppliedMigrationsAsync(cancellationToken)).Any())
            await dialect.DropUnfinishedMigrationAsync(logger, cancellationToken);

        await database.MigrateAsync(cancellationToken);
        logger.DatabaseMigrated(dialect.Name, pending);
    }
}
