using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace MsaSample.Data;

/// <summary>The service's context for code that does not know its type: one per scope, or one per transaction.</summary>
public sealed class ServiceContexts(IServiceScopeFactory scopes, DatabaseDialect dialect, Func<IServiceProvider, DbContext> resolve)
{
    public AsyncServiceScope CreateScope() => scopes.CreateAsyncScope();

    public DbContext Resolve(IServiceProvider scope)
    {
        var context = resolve(scope);
        // One save per transaction: the savepoint that EF would set before it only costs round trips.
        context.Database.AutoSavepointsEnabled = false;
        return context;
    }

    /// <summary>Runs <paramref name="work"/> in a transaction of its own and commits.</summary>
    public async Task<T> InTransactionAsync<T>(Func<SqlSession, Task<T>> work, CancellationToken cancellationToken)
    {
        await using var scope = CreateScope();
        var context = Resolve(scope.ServiceProvider);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var result = await work(new SqlSession(context, dialect));
        await transaction.CommitAsync(cancellationToken);
        return result;
    }

    public SqlSession Sql(DbContext context) => new(context, dialect);
}
