using System.Data.Common;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using MySqlConnector;

namespace MsaSample.Data;

/// <summary>Classifies the exceptions of both database providers.</summary>
public static class DatabaseFailures
{
    // https://www.sqlite.org/rescode.html
    private const int Busy = 5;
    private const int Locked = 6;
    private const int InputOutput = 10;
    private const int Full = 13;
    private const int CannotOpen = 14;

    // https://mariadb.com/kb/en/mariadb-error-code-reference/
    private const int ConnectionKilled = 1927;
    private const int ClientServerGone = 2006;
    private const int ClientServerLost = 2013;

    /// <summary>
    /// True when the database cannot serve the call now, but may serve the same call later: unreachable, busy, deadlock, full. Inner
    /// exceptions count too. After such a failure of a commit it is not known whether the commit was done.
    /// </summary>
    public static bool IsOutage(Exception exception)
    {
        for (var inner = exception; inner is not null; inner = inner.InnerException)
        {
            // An IOException, but about the request.
            if (inner is BadHttpRequestException)
                return false;
            if (inner is IOException or SocketException or TimeoutException || (inner is DbException database && IsTransient(database)))
                return true;
        }

        return false;
    }

    /// <summary>True when another writer changed the row since it was read (optimistic concurrency).</summary>
    public static bool IsConflict(Exception exception) => exception is DbUpdateConcurrencyException;

    /// <summary>True when user or password is wrong: an outage while a service runs, a wrong setting when it starts.</summary>
    internal static bool IsAccessDenied(Exception exception) =>
        exception.GetBaseException() is MySqlException { ErrorCode: MySqlErrorCode.AccessDenied };

    private static bool IsTransient(DbException exception) => exception switch
    {
        SqliteException sqlite => sqlite.SqliteErrorCode is Busy or Locked or InputOutput or Full or CannotOpen,
        MySqlException mariaDb => mariaDb.IsTransient
            || mariaDb.SqlState?.StartsWith("08", StringComparison.Ordinal) == true // a lost or refused connection
            || mariaDb.ErrorCode is MySqlErrorCode.LockDeadlock or MySqlErrorCode.LockWaitTimeout or MySqlErrorCode.CheckRead
                or MySqlErrorCode.UnableToConnectToHost or MySqlErrorCode.ConnectionCountError or MySqlErrorCode.AccessDenied
                or MySqlErrorCode.ServerShutdown or MySqlErrorCode.CommandTimeoutExpired or MySqlErrorCode.QueryInterrupted
                or MySqlErrorCode.DiskFull or MySqlErrorCode.RecordFileFull or MySqlErrorCode.OptionPreventsStatement
            || (int)mariaDb.ErrorCode is ConnectionKilled or ClientServerGone or ClientServerLost,
        _ => false,
    };
}
