using Microsoft.Data.Sqlite;

namespace MsaSample.Data.Sqlite;

/// <summary>A file lock beside the database file. The kernel keeps it until the process ends, so it needs no renewal.</summary>
internal sealed class SqliteLock : NamedLock
{
    // Unlike EF's connections: a statement through the lock is one whose loss in a power cut does no harm.
    private const string Settings = "PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 5000";

    private readonly FileLock _lock;
    private readonly SqliteWriteGate _gate;

    private SqliteLock(SqliteConnection connection, FileLock fileLock, SqliteWriteGate gate)
        : base(connection)
    {
        _lock = fileLock;
        _gate = gate;
    }

    /// <param name="connection">Opened here and owned by the lock.</param>
    public static async Task<SqliteLock> AcquireAsync(
        string path, SqliteConnection connection, SqliteWriteGate gate, CancellationToken cancellationToken)
    {
        var fileLock = await FileLock.AcquireAsync(path, cancellationToken);
        try
        {
            await connection.OpenAsync(cancellationToken);
            await using var pragma = connection.CreateCommand();
            pragma.CommandText = Settings;
            await pragma.ExecuteNonQueryAsync(cancellationToken);
            return new SqliteLock(connection, fileLock, gate);
        }
        catch
        {
            await connection.DisposeAsync();
            await fileLock.DisposeAsync();
            throw;
        }
    }

    public override Task RenewAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override async Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        using var turn = await _gate.EnterAsync(cancellationToken);
        try
        {
            await base.ExecuteAsync(sql, cancellationToken);
            _gate.NoteWrite();
        }
        catch (SqliteException exception) when (_gate.Note(exception))
        {
            throw;
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _lock.DisposeAsync();
    }
}
