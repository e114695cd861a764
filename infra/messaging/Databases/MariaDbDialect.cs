using System.Data.Common;
using Microsoft.EntityFrameworkCore;
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

    // EF's own migration lock on this provider is GET_LOCK, which ends with its connection.
    public override Task<IAsyncDisposable> LockMigrationsAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IAsyncDisposable>(NoLock.Instance);

    public override async Task<OutboxLease> AcquireOutboxAsync(CancellationToken cancellationToken)
    {
        // Not pooled: when the lease ends, the session must end with it, and with the session the lock.
        var connection = new MySqlConnection(_connectionString + ";Pooling=false");
        try
        {
            await connection.OpenAsync(cancellationToken);
            while (!await MariaDbOutboxLease.TryLockAsync(connection, $"relay:{_database}", cancellationToken))
                cancellationToken.ThrowIfCancellationRequested();

            return new MariaDbOutboxLease(connection);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    protected override bool IsTransientCode(DbException exception) =>
        exception is MySqlException mariaDb && (mariaDb.IsTransient || mariaDb.ErrorCode is
            MySqlErrorCode.LockDeadlock or MySqlErrorCode.LockWaitTimeout or MySqlErrorCode.CheckRead
            or MySqlErrorCode.UnableToConnectToHost or MySqlErrorCode.ConnectionCountError
            or MySqlErrorCode.ServerShutdown or MySqlErrorCode.CommandTimeoutExpired or MySqlErrorCode.QueryInterrupted
            or MySqlErrorCode.DiskFull or MySqlErrorCode.RecordFileFull or MySqlErrorCode.OptionPreventsStatement
            || (int)mariaDb.ErrorCode is ConnectionKilled or ClientServerGone or ClientServerLost);

    private const int OutboxBatchSize = 500;
    private const int ConnectionKilled = 1927;
    private const int ClientServerGone = 2006;
    private const int ClientServerLost = 2013;

    private sealed class NoLock : IAsyncDisposable
    {
        public static readonly NoLock Instance = new();

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
