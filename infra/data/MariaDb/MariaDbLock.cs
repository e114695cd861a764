using MySqlConnector;

namespace MsaSample.Data.MariaDb;

/// <summary>
/// <c>GET_LOCK</c> on a connection of its own. The server ends the session, and with it the lock, when the client is silent for longer than
/// <c>wait_timeout</c>. A stopped process therefore cannot keep the lock, and its statements fail when it wakes up.
/// </summary>
internal sealed class MariaDbLock : NamedLock
{
    private MariaDbLock(MySqlConnection connection)
        : base(connection)
    {
    }

    /// <param name="connection">Opened here and owned by the lock. Not pooled: the session must end with the lock.</param>
    public static async Task<MariaDbLock> AcquireAsync(
        MySqlConnection connection, string name, TimeSpan renewWithin, CancellationToken cancellationToken)
    {
        try
        {
            await connection.OpenAsync(cancellationToken);
            while (!await TryLockAsync(connection, name, renewWithin, cancellationToken))
                cancellationToken.ThrowIfCancellationRequested();

            return new MariaDbLock(connection);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public override async Task RenewAsync(CancellationToken cancellationToken)
    {
        await using var command = Connection.CreateCommand();
        command.CommandText = "DO 1";
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    // Waits one second at a time, so that stopping does not have to interrupt a query.
    private static async Task<bool> TryLockAsync(
        MySqlConnection connection, string name, TimeSpan renewWithin, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = $"SET SESSION wait_timeout = {(int)renewWithin.TotalSeconds}; SELECT GET_LOCK(@name, 1)";
        command.Parameters.AddWithValue("@name", name);
        return await command.ExecuteScalarAsync(cancellationToken) is 1 or 1L;
    }
}
