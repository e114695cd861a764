using Microsoft.Data.Sqlite;

namespace MsaSample.Messaging.Databases;

/// <summary>A file lock beside the database file. The relay's deletes are not synced to disk one by one: a lost delete only sends an event again.</summary>
internal sealed class SqliteOutboxLease : OutboxLease
{
    private readonly FileLock _lock;
    private readonly SqliteWriteGate _gate;

    private SqliteOutboxLease(SqliteConnection connection, FileLock fileLock, SqliteWriteGate gate)
        : base(connection)
    {
        _lock = fileLock;
        _gate = gate;
    }

    public static async Task<SqliteOutboxLease> CreateAsync(
        SqliteConnection connection, FileLock fileLock, SqliteWriteGate gate, CancellationToken cancellationToken)
    {
        await using var pragma = connection.CreateCommand();
        pragma.CommandText = "PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 5000";
        await pragma.ExecuteNonQueryAsync(cancellationToken);
        return new SqliteOutboxLease(connection, fileLock, gate);
    }

    public override async Task DeleteAsync(IReadOnlyCollection<long> sequences, CancellationToken cancellationToken)
    {
        await _gate.EnterAsync(cancellationToken);
        try
        {
            await base.DeleteAsync(sequences, cancellationToken);
        }
        finally
        {
            _gate.Leave();
        }
    }

    // The kernel keeps the lock as long as the process lives.
    public override Task HeartbeatAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _lock.DisposeAsync();
    }
}
