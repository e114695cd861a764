using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using MsaSample.Messaging.Tests.Sample;
using MsaSample.Testing;
using SQLitePCL;

namespace MsaSample.Messaging.Tests;

/// <summary>However a transaction ends, the next writer of a SQLite file gets its turn.</summary>
public sealed class SqliteGateTests(TestServers servers)
{
    private const int SqliteBusy = 5;
    private const int SqliteFull = 13;

    // Far more than a write needs. Without a turn it would not end at all.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly Dictionary<string, Func<SampleDbContext, IDbContextTransaction, Task>> Ends = new()
    {
        ["commit"] = (_, transaction) => transaction.CommitAsync(),
        ["commit, synchronous"] = (_, transaction) =>
        {
            transaction.Commit();
            return Task.CompletedTask;
        },
        ["rollback"] = (_, transaction) => transaction.RollbackAsync(),
        ["dispose only"] = (_, _) => Task.CompletedTask,
        ["commit refused"] = CommitRefusedAsync,
        ["commit refused, then rollback"] = async (db, transaction) =>
        {
            await CommitRefusedAsync(db, transaction);
            await transaction.RollbackAsync();
        },
        ["rolled back by SQLite, then rollback"] = async (db, transaction) =>
        {
            _ = raw.sqlite3_exec(Connection(db).Handle, "ROLLBACK");
            await transaction.RollbackAsync();
        },
        ["rolled back by SQLite, then commit"] = async (db, transaction) =>
        {
            _ = raw.sqlite3_exec(Connection(db).Handle, "ROLLBACK");
            await Assert.ThrowsAsync<InvalidOperationException>(() => transaction.CommitAsync());
        },
        ["ended behind EF's back"] = async (db, transaction) =>
        {
            _ = raw.sqlite3_exec(Connection(db).Handle, "COMMIT");
            await Assert.ThrowsAsync<SqliteException>(async () => await transaction.DisposeAsync());
        },
        ["connection closed behind EF's back"] = (db, _) =>
        {
            Connection(db).Close();
            return Task.CompletedTask;
        },
    };

    public static TheoryData<string> Ways => [.. Ends.Keys];

    [Theory, MemberData(nameof(Ways))]
    public async Task Transaction_EndsInWhateverWay_NextWriterGetsItsTurn(string way)
    {
        await using var service = await StartAsync();

        await service.WithDbAsync(async db =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            db.Accounts.Add(new Account { Id = "a" });
            await db.SaveChangesAsync();
            await Ends[way](db, transaction);
            return true;
        });

        await service.SetBalanceAsync("b", 1).WaitAsync(Patience);
        Assert.Equal(1, await service.ScalarAsync("SELECT COUNT(*) FROM account WHERE Id = 'b'"));
    }

    [Fact]
    public async Task Save_CommitRefused_SaysWhyAndTheNextOneWorks()
    {
        await using var service = await StartAsync();

        await service.WithDbAsync(async db =>
        {
            await db.Database.OpenConnectionAsync();
            RefuseCommits(db);
            db.Accounts.Add(new Account { Id = "a" });
            var refusal = await Assert.ThrowsAsync<SqliteException>(() => db.SaveChangesAsync());
            Assert.DoesNotContain("rollback", refusal.Message, StringComparison.Ordinal);
            AcceptCommits(db);
            return await db.SaveChangesAsync();
        }).WaitAsync(Patience);

        Assert.Equal(1, await service.CountAsync("account"));
        Assert.Equal(1, await service.CountAsync("outbox"));
    }

    [Fact]
    public async Task Begin_CancelledWhileWaiting_TakesNoTurn()
    {
        await using var service = await StartAsync();
        await service.WithDbAsync(async db =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            await service.WithDbAsync(async second =>
            {
                using var cancel = new CancellationTokenSource();
                var begin = second.Database.BeginTransactionAsync(cancel.Token);
                await cancel.CancelAsync();
                return await Assert.ThrowsAnyAsync<OperationCanceledException>(() => begin);
            });
            return true;
        });

        await service.SetBalanceAsync("b", 1).WaitAsync(Patience);
    }

    [Fact]
    public async Task Begin_AnotherWriterDoesNotEnd_IsToldInsteadOfKeptWaiting()
    {
        await using var service = await StartAsync();

        await service.WithDbAsync(async db =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            var refusal = await Assert.ThrowsAsync<SqliteException>(() => service.SetBalanceAsync("b", 1).WaitAsync(Patience));
            Assert.Equal(SqliteBusy, refusal.SqliteErrorCode);
            return true;
        });
    }

    [Fact]
    public async Task Save_DiskFull_FailsAtOnceAndGoesOnWhenThereIsRoom()
    {
        using var disk = new SmallDisk(megabytes: 8);
        var settings = (await TestSettings.CreateAsync(servers, Provider.Sqlite)).WithoutBroker();
        settings.Values["Data"] = disk.Path;
        await using (var service = await settings.StartSourceAsync())
        {
            await service.SetBalanceAsync("a", 1);
            disk.Fill();

            for (var attempt = 1; attempt <= 3; attempt++)
            {
                var refusal = await Assert.ThrowsAnyAsync<Exception>(() => service.SetBalanceAsync("b", 1).WaitAsync(Patience));
                Assert.Equal(SqliteFull, Assert.IsType<SqliteException>(refusal.GetBaseException()).SqliteErrorCode);
            }

            Assert.Equal(1, await service.CountAsync("account"));
            Assert.Equal(HealthStatus.Degraded, await service.HealthAsync("database"));

            disk.MakeRoom();
            Assert.Equal(HealthStatus.Healthy, await service.HealthAsync("database"));
            await service.SetBalanceAsync("b", 2).WaitAsync(Patience);
            Assert.Equal(2, await service.CountAsync("outbox"));
        }

        SqliteConnection.ClearAllPools();
    }

    private static SqliteConnection Connection(SampleDbContext db) => (SqliteConnection)db.Database.GetDbConnection();

    // SQLite then rolls back by itself and fails the COMMIT, as it does when the disk is full.
    private static void RefuseCommits(SampleDbContext db) => raw.sqlite3_commit_hook(Connection(db).Handle, _ => 1, null);

    private static void AcceptCommits(SampleDbContext db) => raw.sqlite3_commit_hook(Connection(db).Handle, null, null);

    private static async Task CommitRefusedAsync(SampleDbContext db, IDbContextTransaction transaction)
    {
        RefuseCommits(db);
        await Assert.ThrowsAsync<SqliteException>(() => transaction.CommitAsync());
        AcceptCommits(db);
    }

    private async Task<SampleService> StartAsync() =>
        await (await TestSettings.CreateAsync(servers, Provider.Sqlite)).WithoutBroker().StartSourceAsync();
}
