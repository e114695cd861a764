using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using MySqlConnector;

namespace MsaSample.Data.MariaDb;

/// <summary>
/// MariaDB 10.11 or newer through Pomelo and MySqlConnector. Transactions run at READ COMMITTED, which takes no gap locks: writers of
/// different rows never wait for each other.
/// </summary>
internal sealed class MariaDbDialect : DatabaseDialect
{
    private const int MaxStatementsPerRoundTrip = 500;

    private static readonly MariaDbServerVersion ServerVersion = new(new Version(10, 11));

    // Nothing renews this lock while migrations run, so it has to outlast them.
    private static readonly TimeSpan LongestMigration = TimeSpan.FromMinutes(5);

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
            AllowUserVariables = true, // Pomelo requires this and the next
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

    public override string OnConflictOverwrite(string keyColumns, string column) => $" ON DUPLICATE KEY UPDATE {column} = VALUES({column})";

    public override DbConnection CreateConnection() => new MySqlConnection(_connectionString);

    public override async Task<NamedLock> AcquireLockAsync(string name, TimeSpan renewWithin, CancellationToken cancellationToken) =>
        await MariaDbLock.AcquireAsync(UnpooledConnection(), $"{name}:{_database}", renewWithin, cancellationToken);

    internal override void Configure(DbContextOptionsBuilder options) => options
        .UseMySql(_connectionString, ServerVersion, mariaDb => mariaDb.MaxBatchSize(MaxStatementsPerRoundTrip))
        .AddInterceptors(new ReadCommittedInterceptor(), new RowLockInterceptor());

    internal override async Task CreateDatabaseAsync(CancellationToken cancellationToken)
    {
        await using var connection = new MySqlConnection(_serverConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using var create = new MySqlCommand($"CREATE DATABASE IF NOT EXISTS `{_database}` CHARACTER SET utf8mb4", connection);
        await create.ExecuteNonQueryAsync(cancellationToken);
    }

    internal override async Task<IAsyncDisposable> LockMigrationsAsync(CancellationToken cancellationToken) =>
        await AcquireLockAsync("migrations", LongestMigration, cancellationToken);

    // Each DDL statement commits by itself on MariaDB: a killed first migration leaves its tables, and the next attempt would fail on them.
    internal override async Task DropUnfinishedMigrationAsync(ILogger logger, CancellationToken cancellationToken)
    {
        await using var connection = UnpooledConnection();
        await connection.OpenAsync(cancellationToken);
        var tables = await UnfinishedMigration.DropEmptyTablesAsync(connection, cancellationToken);
        if (tables.Count > 0)
            logger.UnfinishedMigrationDropped(Name, string.Join(", ", tables));
    }

    private MySqlConnection UnpooledConnection() => new(_connectionString + ";Pooling=false");
}
