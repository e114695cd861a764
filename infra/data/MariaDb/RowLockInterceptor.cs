using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace MsaSample.Data.MariaDb;

/// <summary>Appends <c>FOR UPDATE</c> to the queries that <see cref="RowLocks.ForUpdate{T}"/> has tagged.</summary>
internal sealed class RowLockInterceptor : DbCommandInterceptor
{
    private const string Tag = "-- " + RowLocks.ForUpdateTag;

    public override InterceptionResult<DbDataReader> ReaderExecuting(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result)
    {
        AddLock(command);
        return result;
    }

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command,
        CommandEventData eventData,
        InterceptionResult<DbDataReader> result,
        CancellationToken cancellationToken = default)
    {
        AddLock(command);
        return ValueTask.FromResult(result);
    }

    private static void AddLock(DbCommand command)
    {
        if (command.CommandText.StartsWith(Tag, StringComparison.Ordinal))
            command.CommandText += "\nFOR UPDATE";
    }
}
