using System.Data.Common;
using MySqlConnector;

namespace MsaSample.Messaging.Databases;

/// <summary>
/// <c>GET_LOCK</c> on a connection of its own. The server drops both when the client is silent for a few seconds, so a
/// stopped process cannot hold the outbox, and when it wakes up its deletes fail instead of racing those of the new holder.
/// </summary>
internal sealed class MariaDbOutboxLease(MySqlConnection connection) : OutboxLease(connection)
{
    /// <summary>Waits up to a second for the lock; the caller repeats, so that stopping does not have to interrupt a query.</summary>
    public static async Task<bool> TryLockAsync(MySqlConnection connection, string name, int silenceSeconds, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = $"SET SESSION wait_timeout = {silenceSeconds}; SELECT GET_LOCK(@name, 1)";
        command.Parameters.AddWithValue("@name", name);
        return await command.ExecuteScalarAsync(cancellationToken) is 1 or 1L;
    }

    public override async Task HeartbeatAsync(CancellationToken cancellationToken)
    {
        await using DbCommand command = Connection.CreateCommand();
        command.CommandText = "DO 1";
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
