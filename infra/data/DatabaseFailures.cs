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
    private const int PacketTooLarge = 1153;
    private const int ConnectionKilled = 1927;
    private const int ClientServerGone = 2006;
    private const int ClientServerLost = 2013;

    /// <summary>
    /// True when the database cannot serve the call now, but may serve the same call later: unreachable, busy, deadlock, full. Inner
    /// exceptions count too. After such a failure of a commit it is not known whether the commit was done.
    /// </summary>
    public static bool IsOutage(Exception exception)
    {
        foreach (var inner in Chain(exception))
        {
            // The first is an IOException, but about the request; the second is caused by one, but the same statement will fail again.
            if (inner is BadHttpRequestException || (inner is MySqlException mariaDb && IsTooLarge(mariaDb)))
                return false;
            if (inner is IOException or SocketException or TimeoutException || (inner is DbException database && IsTransient(database)))
                return true;
        }

        return false;
    }

    /// <summary>
    /// True when the database itself reported the outage, or the loss of its connection. For the exceptions of code that also calls others:
    /// their outages are not the database's.
    /// </summary>
    public static bool IsReportedOutage(Exception exception) =>
        Chain(exception).OfType<DbException>().FirstOrDefault() is { } reported && IsOutage(reported);

    /// <summary>
    /// True when the connection broke during the call. That is an outage, or a statement larger than the database takes: MariaDB then
    /// closes the connection, often before the client has read the reason.
    /// </summary>
    public static bool IsLostConnection(Exception exception) =>
        IsOutage(exception)
        && Chain(exception).Any(inner => inner is IOException or SocketException || (inner is MySqlException mariaDb && IsLost(mariaDb)));

    /// <summary>True when another writer changed the row since it was read (optimistic concurrency).</summary>
    public static bool IsConflict(Exception exception) => exception is DbUpdateConcurrencyException;

    /// <summary>True when user or password is wrong: an outage while a service runs, a wrong setting when it starts.</summary>
    internal static bool IsAccessDenied(Exception exception) =>
        exception.GetBaseException() is MySqlException { ErrorCode: MySqlErrorCode.AccessDenied };

    private static IEnumerable<Exception> Chain(Exception exception)
    {
        for (var inner = exception; inner is not null; inner = inner.InnerException)
            yield return inner;
    }

    // The client says so only of statements above 4 MiB; it has no code for it.
    private static bool IsTooLarge(MySqlException exception) =>
        (int)exception.ErrorCode == PacketTooLarge || exception.Message.Contains("max_allowed_packet", StringComparison.Ordinal);

    private static bool IsLost(MySqlException exception) =>
        exception.SqlState?.StartsWith("08", StringComparison.Ordinal) == true
        || (int)exception.ErrorCode is ConnectionKilled or ClientServerGone or ClientServerLost;

    private static bool IsTransient(DbException exception) => exception switch
    {
        SqliteException sqlite => sqlite.SqliteErrorCode is Busy or Locked or InputOutput or Full or CannotOpen,
        MySqlException mariaDb => mariaDb.IsTransient
            || IsLost(mariaDb)
            || mariaDb.ErrorCode is MySqlErrorCode.LockDeadlock or MySqlErrorCode.LockWaitTimeout or MySqlErrorCode.CheckRead
                or MySqlErrorCode.UnableToConnectToHost or MySqlErrorCode.ConnectionCountError or MySqlErrorCode.AccessDenied
                or MySqlErrorCode.ServerShutdown or MySqlErrorCode.CommandTimeoutExpired or MySqlErrorCode.QueryInterrupted
                or MySqlErrorCode.DiskFull or MySqlErrorCode.RecordFileFull or MySqlErrorCode.OptionPreventsStatement,
        _ => false,
    };
}
