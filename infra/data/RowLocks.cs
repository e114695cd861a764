using Microsoft.EntityFrameworkCore;

namespace MsaSample.Data;

/// <summary>Row locks in a query.</summary>
public static class RowLocks
{
    internal const string ForUpdateTag = "for-update";

    /// <summary>
    /// Locks the rows the query returns until the transaction ends: <c>FOR UPDATE</c> on MariaDB; nothing on SQLite, where only one
    /// transaction writes at a time. Has an effect only inside a transaction. Filter by the primary key, so that rows are locked in key order and two
    /// transactions cannot wait for each other.
    /// </summary>
    public static IQueryable<T> ForUpdate<T>(this IQueryable<T> query) => query.TagWith(ForUpdateTag);
}
