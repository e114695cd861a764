using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace MsaSample.Messaging.Databases;

/// <summary>
/// A SQLite file in write-ahead mode. Writers of this process queue at the <see cref="SqliteWriteGate"/>; those of other processes
/// on the same file wait in SQLite's busy handler.
/// </summary>
internal sealed class SqliteDialect : DatabaseDialect
{
    private readonly string _file;
    private readonly string _connectionString;

    public SqliteDialect(string service, string dataDirectory)
    {
        _file = Path.GetFullPath(Path.Combine(dataDirectory, service, service + ".db"));
        _connectionString = new SqliteConnectionStringBuilder { DataSource = _file, DefaultTimeout = 30 }.ConnectionString;
        Gate = SqliteWriteGate.For(_file);
    }

    public override string Name => $"SQLite file {_file}";

    public override string ForUpdate => "";

    public override string InsertIgnore => "INSERT OR IGNORE INTO";

    public override string OverwriteLastVersion => " ON CONFLICT (topic, record_key) DO UPDATE SET last_version = excluded.last_version";

    public override string OverwriteParked => " ON CONFLICT (topic, record_key) DO UPDATE SET parked = excluded.parked";

    public SqliteWriteGate Gate { get; }

    public override void Configure(DbContextOptionsBuilder options) => options
        .UseSqlite(_connectionString)
        .AddInterceptors(new SqliteConnectionInterceptor(), new SqliteGateInterceptor(Gate));

    public override DbConnection CreateConnection() => new SqliteConnection(_connectionString);

    public override Task CreateDatabaseAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_file)!);
        return Task.CompletedTask;
    }

    // EF's own migration lock on this provider is a table row, which a killed process leaves behind for ever. Holding the file lock
    // proves that nobody migrates, so such a row is removed.
    public override async Task<IAsyncDisposable> LockMigrationsAsync(CancellationToken cancellationToken)
    {
        var fileLock = await FileLock.AcquireAsync(_file + ".migration-lock", cancellationToken);
        await using var connection = new SqliteConnection(_connectionString);
        await connection.OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode = WAL; DROP TABLE IF EXISTS \"__EFMigrationsLock\"";
        await command.ExecuteNonQueryAsync(cancellationToken);
        return fileLock;
    }

    public override async Task<OutboxLease> AcquireOutboxAsync(CancellationToken cancellationToken)
    {
        var fileLock = await FileLock.AcquireAsync(_file + ".relay-lock", cancellationToken);
        var connection = new SqliteConnection(_connectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            return await SqliteOutboxLease.CreateAsync(connection, fileLock, Gate, cancellationToken);
        }
        catch
        {
            await connection.DisposeAsync();
            await fileLock.DisposeAsync();
            throw;
        }
    }

    // A migration is one transaction here: a killed one leaves nothing.
    public override Task DropUnfinishedAsync(ILogger logger, CancellationToken cancellationToken) => Task.CompletedTask;
}
