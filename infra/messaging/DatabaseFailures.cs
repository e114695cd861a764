using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using MySqlConnector;

namespace MsaSample.Messaging;

/// <summary>What an exception of the service's database means, whatever the provider.</summary>
public static class DatabaseFailures
{
    // https://www.sqlite.org/rescode.html
    private const int Busy = 5;
    private const int Locked = 6;
    private const int InputOutput = 10;
    private const int Full = 13;
    private const int CannotOpen = 14;

    /// <summary>True when the database cannot do it now and the same may work later: unreachable, busy, deadlock, full.</summary>
    public static bool IsOutage(Exception exception) => exception switch
    {
        SqliteException sqlite => sqlite.SqliteErrorCode is Busy or Locked or InputOutput or Full or CannotOpen,
        MySqlException mariaDb => mariaDb.IsTransient
            || mariaDb.SqlState?.StartsWith("08", StringComparison.Ordinal) == true // a lost or refused connection
            || mariaDb.InnerException is IOException or System.Net.Sockets.SocketException or TimeoutException
            || mariaDb.ErrorCode is MySqlErrorCode.LockWaitTimeout or MySqlErrorCode.ServerShutdown or MySqlErrorCode.QueryInterrupted
                or MySqlErrorCode.CommandTimeoutExpired or MySqlErrorCode.DiskFull or MySqlErrorCode.OptionPreventsStatement
                or MySqlErrorCode.AccessDenied,
        _ => false,
    };

    /// <summary>True when someone else changed the same row since it was read.</summary>
    public static bool IsConflict(Exception exception) => exception is DbUpdateConcurrencyException;
}
