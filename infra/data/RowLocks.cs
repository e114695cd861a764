using Microsoft.EntityFrameworkCore;

namespace MsaSample.Data;

/// <summary>Row locks, for a query and for the change of one row.</summary>
public static class RowLocks
{
    internal const string ForUpdateTag = "for-update";

    /// <summary>
    /// Locks the rows the query returns until the transaction ends: <c>FOR UPDATE</c> on MariaDB; nothing on SQLite, where only one
    /// transaction writes at a time. Has an effect only inside a transaction. Filter by the primary key, so that rows are locked in key
    /// order and two transactions cannot wait for each other.
    /// </summary>
    public static IQueryable<T> ForUpdate<T>(this IQueryable<T> query) => query.TagWith(ForUpdateTag);

    /// <summary>
    /// Begins a transaction and locks the one row of <paramref name="query"/>, to change it and then call
    /// <see cref="LockedRow{TEntity}.SaveAsync"/>. For rows that events change too: an optimistic writer would lose to them again and
    /// again.
    /// </summary>
    public static async Task<LockedRow<TEntity>> LockRowAsync<TEntity>(
        this DbContext context, IQueryable<TEntity> query, CancellationToken cancellationToken)
        where TEntity : class
    {
        var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        try
        {
            return new LockedRow<TEntity>(context, transaction, await query.ForUpdate().SingleOrDefaultAsync(cancellationToken));
        }
        catch
        {
            await transaction.DisposeAsync();
            throw;
        }
    }
}
