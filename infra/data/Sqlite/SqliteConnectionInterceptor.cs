using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace MsaSample.Data.Sqlite;

/// <summary>
/// Applies the settings that SQLite keeps per connection. With <c>synchronous = FULL</c> a commit is on disk before it returns, so it
/// survives a power cut as well as a kill.
/// </summary>
internal sealed class SqliteConnectionInterceptor : DbConnectionInterceptor
{
    private const string Settings = "PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000";

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Settings;
        command.ExecuteNonQuery();
    }

    public override Task ConnectionOpenedAsync(
        DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        // Microsoft.Data.Sqlite has no asynchronous execution.
        ConnectionOpened(connection, eventData);
        return Task.CompletedTask;
    }
}
