using Microsoft.EntityFrameworkCore;
using MsaSample.Messaging.Tests.Sample;

namespace MsaSample.Messaging.Tests;

public sealed class OutboxTests(TestServers servers)
{
    [Theory, InlineData(Provider.Sqlite), InlineData(Provider.MariaDb)]
    public async Task Save_AggregateChanged_WritesOneRowPerSave(Provider provider)
    {
        await using var service = await StartAsync(provider);

        await service.SetBalanceAsync("a", 1);
        await service.SetBalanceAsync("a", 2);

        Assert.Equal(2, await service.CountAsync("outbox"));
        Assert.Equal(2, await service.ScalarAsync("SELECT version FROM outbox ORDER BY seq DESC"));
        Assert.Equal(2, await service.ScalarAsync("SELECT Version FROM account"));
    }

    [Theory, InlineData(Provider.Sqlite), InlineData(Provider.MariaDb)]
    public async Task Save_NothingChanged_WritesNoRow(Provider provider)
    {
        await using var service = await StartAsync(provider);

        await service.SetBalanceAsync("a", 1);
        await service.SetBalanceAsync("a", 1);

        Assert.Equal(1, await service.CountAsync("outbox"));
    }

    [Theory, InlineData(Provider.Sqlite), InlineData(Provider.MariaDb)]
    public async Task Save_TransactionRolledBack_LeavesNeitherStateNorRow(Provider provider)
    {
        await using var service = await StartAsync(provider);

        await service.WithDbAsync(async db =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            db.Accounts.Add(new Account { Id = "a" });
            await db.SaveChangesAsync();
            await transaction.RollbackAsync();
            return true;
        });

        Assert.Equal(0, await service.CountAsync("account"));
        Assert.Equal(0, await service.CountAsync("outbox"));
    }

    [Theory, InlineData(Provider.Sqlite), InlineData(Provider.MariaDb)]
    public async Task Save_TransactionDisposedWithoutEnd_LeavesTheDatabaseFree(Provider provider)
    {
        await using var service = await StartAsync(provider);

        await service.WithDbAsync(async db =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            db.Accounts.Add(new Account { Id = "a" });
            return await db.SaveChangesAsync();
        });
        await service.SetBalanceAsync("b", 1);

        Assert.Equal(1, await service.CountAsync("outbox"));
    }

    [Theory, InlineData(Provider.Sqlite), InlineData(Provider.MariaDb)]
    public async Task Save_EventNotDeclared_Throws(Provider provider)
    {
        await using var service = await StartAsync(provider);

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => service.WithDbAsync(db =>
        {
            db.Accounts.Add(new Account { Id = "a", Undeclared = true });
            return db.SaveChangesAsync();
        }));

        Assert.Contains("Publishes<AccountClosed>", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, await service.CountAsync("account"));
    }

    [Theory, InlineData(Provider.Sqlite), InlineData(Provider.MariaDb)]
    public async Task Save_AggregateDeleted_Throws(Provider provider)
    {
        await using var service = await StartAsync(provider);
        await service.SetBalanceAsync("a", 1);

        await Assert.ThrowsAsync<InvalidOperationException>(() => service.WithDbAsync(async db =>
        {
            db.Accounts.Remove((await db.Accounts.FindAsync("a"))!);
            return await db.SaveChangesAsync();
        }));
    }

    [Theory, InlineData(Provider.Sqlite), InlineData(Provider.MariaDb)]
    public async Task Save_TwoWritersOfOneVersion_SecondFailsWithoutRow(Provider provider)
    {
        await using var service = await StartAsync(provider);
        await service.SetBalanceAsync("a", 1);

        await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => service.WithDbAsync(async db =>
        {
            var account = (await db.Accounts.FindAsync("a"))!;
            await service.SetBalanceAsync("a", 2);
            account.Balance = 3;
            return await db.SaveChangesAsync();
        }));

        Assert.Equal(2, await service.CountAsync("outbox"));
        Assert.Equal(2, await service.ScalarAsync("SELECT Balance FROM account"));
    }

    [Theory, InlineData(Provider.Sqlite), InlineData(Provider.MariaDb)]
    public async Task Save_AgainAfterFailure_WritesOneRowWithTheNextVersion(Provider provider)
    {
        await using var service = await StartAsync(provider);
        await service.SetBalanceAsync("taken", 1);

        await service.WithDbAsync(async db =>
        {
            var twin = db.Accounts.Add(new Account { Id = "taken" });
            var account = db.Accounts.Add(new Account { Id = "a" }).Entity;
            await Assert.ThrowsAsync<DbUpdateException>(() => db.SaveChangesAsync());
            Assert.Equal(0, account.Version);
            twin.State = EntityState.Detached;
            return await db.SaveChangesAsync();
        });

        Assert.Equal(2, await service.CountAsync("outbox"));
        Assert.Equal(1, await service.ScalarAsync("SELECT version FROM outbox WHERE record_key = 'a'"));
    }

    private async Task<SampleService> StartAsync(Provider provider) =>
        await (await TestSettings.CreateAsync(servers, provider)).WithoutBroker().StartSourceAsync();
}
