using System.Data.Common;

namespace MsaSample.Data;

/// <summary>
/// A lock that one process at a time holds, together with the connection it is bound to: on MariaDB a statement on that connection fails
/// once the lock is lost, so a holder that was stopped cannot write beside its successor. Disposing it frees the lock.
/// </summary>
public abstract class NamedLock : IAsyncDisposable
{
    private protected NamedLock(DbConnection connection) => Connection = connection;

    /// <summary>The lock's own connection, open. Read through it; write with <see cref="ExecuteAsync"/>.</summary>
    public DbConnection Connection { get; }

    /// <summary>Tells the database that the holder is alive.</summary>
    /// <exception cref="DbException">The lock is lost.</exception>
    public abstract Task RenewAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Executes a writing statement on the lock's connection. SQLite does not sync it to disk by itself, so it must be one whose loss in a
    /// power cut does no harm.
    /// </summary>
    public virtual async Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        await using var command = Connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public virtual async ValueTask DisposeAsync()
    {
        await Connection.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
