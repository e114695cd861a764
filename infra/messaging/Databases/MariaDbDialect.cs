using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using MySqlConnector;

namespace MsaSample.Messaging.Databases;

/// <summary>MariaDB 10.11 or newer through Pomelo and MySqlConnector. Transactions run at READ COMMITTED: no gap locks, so writers of different rows never wait for each other.</summary>
internal sealed class MariaDbDialect : DatabaseDialect
{
    private static readonly MariaDbServerVersion ServerVersion = new(new Version(10, 11));

    private readonly string _connectionString;
    private readonly string _serverConnectionString;
    private readonly string _database;

    public MariaDbDialect(string service, Uri address)
    {
        _database = service.Replace('-', '_');
        var credentials = address.UserInfo.Split(':', 2);
        var connection = new MySqlConnectionStringBuilder
        {
            Server = address.Host,
            Port = address.Port > 0 ? (uint)address.Port : 3306,
            UserID = Uri.UnescapeDataString(credentials[0]),
            Password = credentials.Length == 2 ? Uri.UnescapeDataString(credentials[1]) : "",
            ConnectionTimeout = 5,
            AllowUserVariables = true, // Pomelo asks for both
            UseAffectedRows = false,
            ConnectionReset = false, // no session state is left behind; a reset would cost a round trip per request
        };
        _serverConnectionString = connection.ConnectionString;
        connection.Database = _database;
        _connectionString = connection.ConnectionString;
        Name = $"{_database} on MariaDB {connection.Server}:{connection.Port}";
    }

    public override string Name { get; }

    public override string ForUpdate => " FOR UPDATE";

    public override string InsertIgnore => "INSERT IGNORE INTO";

    public override string OverwriteLastVersion => " ON DUPLICATE KEY UPDATE last_version = VALUES(last_version)";

    public override string OverwriteParked => " ON DUPLICATE KEY UPDATE parked = VALUES(parked)";

    public override void Configure(DbContextOptionsBuilder options) => options
        .UseMySql(_connectionString, ServerVersion, mariaDb => mariaDb.MaxBatchSize(OutboxBatchSize))
        .AddInterceptors(new ReadCommittedInterceptor(), new RowLockInterceptor());

    public override DbConnection CreateConnection() => new MySqlConnection(_connectionString);

    public override async Task CreateDatabaseAsync(CancellationToken cancellationToken)
    {
        await using var connection = new MySqlConnection(_serverConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using var create = new MySqlCommand($"CREATE DATABASE IF NOT EXISTS `{_database}` CHARACTER SET utf8mb4", connection);
        await create.ExecuteNonQueryAsync(cancellationToken);
    }

    public override async Task<IAsyncDisposable> LockMigrationsAsync(CancellationToken cancellationToken) =>
        await LockAsync("migrations", MigrationSilenceSeconds, cancellationToken);

    public override async Task<OutboxLease> AcquireOutboxAsync(CancellationToken cancellationToken) =>
        new MariaDbOutboxLease(await LockAsync("relay", RelaySilenceSeconds, cancellationToken));

    // DDL commits by itself on this server: the killed first migration leaves its tables, and the next attempt would trip over them.
    public override async Task DropUnfinishedAsync(ILogger logger, CancellationToken cancellationToken)
    {
        await using var connection = new MySqlConnection(_connectionString + ";Pooling=false");
        await connection.OpenAsync(cancellationToken);
        var tables = await MariaDbLeftovers.DropEmptyTablesAsync(connection, cancellationToken);
        if (tables.Count > 0)
            logger.UnfinishedMigrationDropped(Name, string.Join(", ", tables));
    }

    private async Task<MySqlConnection> LockAsync(string name, int silenceSeconds, CancellationToken cancellationToken)
    {
        // Not pooled: when the lease ends, the session must end with it, and with the session the lock.
        var connection = new MySqlConnection(_connectionString + ";Pooling=false");
        try
        {
            await connection.OpenAsync(cancellationToken);
            while (!await MariaDbOutboxLease.TryLockAsync(connection, $"{name}:{_database}", silenceSeconds, cancellationToken))
                cancellationToken.ThrowIfCancellationRequested();

            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private const int OutboxBatchSize = 500;
    private const int RelaySilenceSeconds = 10; // it gives a sign each second
    private const int MigrationSilenceSeconds = 300; // it gives none while it migrates
}
