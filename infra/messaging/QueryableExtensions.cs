using Microsoft.EntityFrameworkCore;

namespace MsaSample.Messaging;

/// <summary>Row locks in a query.</summary>
public static class QueryableExtensions
{
    internal const string ForUpdateTag = "for-update";

    /// <summary>
    /// Locks the rows the query returns until the transaction ends: <c>FOR UPDATE</c> on MariaDB; nothing on SQLite, where a write
    /// transaction is alone anyway. Only useful inside a transaction, as in an event handler. Filter by the primary key, so that
    /// rows are locked in key order and two lockers cannot wait for each other.
    /// </summary>
    public static IQueryable<T> ForUpdate<T>(this IQueryable<T> query) => query.TagWith(ForUpdateTag);
}
