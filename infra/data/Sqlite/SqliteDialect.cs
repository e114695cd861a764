using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace MsaSample.Data.Sqlite;

/// <summary>
/// A SQLite file with a write-ahead log. Writers of this process queue at the <see cref="SqliteWriteGate"/>; writers of other processes
/// wait in SQLite's busy handler.
/// </summary>
internal sealed class SqliteDialect : DatabaseDialect
{
    // Needs room for more than one page, and leaves nothing behind.
    private const string WriteOfNothing =
        """
        BEGIN IMMEDIATE;
        CREATE TABLE "__room" (bytes BLOB);
        INSERT INTO "__room" VALUES (zeroblob(65536));
        DROP TABLE "__room";
        COMMIT
        """;

    private readonly string _file;
    private readonly string _connectionString;
    private readonly SqliteWriteGate _gate;

    public SqliteDialect(string service, string dataDirectory)
    {
        _file = Path.GetFullPath(Path.Combine(dataDirectory, service, service + ".db"));
        _connectionString = new SqliteConnectionStringBuilder { DataSource = _file, DefaultTimeout = 30 }.ConnectionString;
        _gate = SqliteWriteGate.For(_file);
    }

    public override string Name => $"SQLite file {_file}";

    public override string ForUpdate => "";

    public override string InsertIgnore => "INSERT OR IGNORE INTO";

    public override string OnConflictOverwrite(string keyColumns, string column) =>
        $" ON CONFLICT ({keyColumns}) DO UPDATE SET {column} = excluded.{column}";

    public override DbConnection CreateConnection() => new SqliteConnection(_connectionString);

    public override async Task<NamedLock> AcquireLockAsync(string name, TimeSpan renewWithin, CancellationToken cancellationToken) =>
        await SqliteLock.AcquireAsync($"{_file}.{name}-lock", new SqliteConnection(_connectionString), _gate, cancellationToken);

    internal override bool Note(Exception exception) => _gate.Note(exception);

    // A full disk is not seen by a query. Once a write has failed, the next one tells, and nobody else may be about to write.
    internal override async Task<string?> FindRefusalAsync(CancellationToken cancellationToken)
    {
        if (_gate.Refusal is null)
            return null;

        try
        {
            using var turn = await _gate.EnterAsync(cancellationToken);
            await using var connection = new SqliteConnection(_connectionString);
            await connection.OpenAsync(cancellationToken);
            await using var write = connection.CreateCommand();
            write.CommandText = WriteOfNothing;
            await write.ExecuteNonQueryAsync(cancellationToken);
            _gate.NoteWrite();
            return null;
        }
        catch (SqliteException exception)
        {
            return exception.Message;
        }
    }

    internal override void Configure(DbContextOptionsBuilder options) => options
        .UseSqlite(_connectionString)
        .AddInterceptors(new SqliteConnectionInterceptor(), new SqliteGateInterceptor(_gate));

    internal override Task CreateDatabaseAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_file)!);
        return Task.CompletedTask;
    }

    // EF's own migration lock on SQLite is a table row, which stays when its process is killed. The file lock held here proves that nobody
    // else migrates, so such a row may be removed.
    internal override async Task<IAsyncDisposable> LockMigrationsAsync(CancellationToken cancellationToken)
    {
        var fileLock = await FileLock.AcquireAsync(_file + ".migration-lock", cancellationToken);
        await using var connection = new SqliteConnection(_connectionString);
        await connection.OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode = WAL; DROP TABLE IF EXISTS \"__EFMigrationsLock\"";
        await command.ExecuteNonQueryAsync(cancellationToken);
        return fileLock;
    }

    // A migration is one transaction on SQLite: a killed one leaves nothing.
    internal override Task DropUnfinishedMigrationAsync(ILogger logger, CancellationToken cancellationToken) => Task.CompletedTask;
}
