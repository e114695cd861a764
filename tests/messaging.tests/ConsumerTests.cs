using Microsoft.Extensions.Diagnostics.HealthChecks;
using MsaSample.Messaging.Tests.Sample;
using MsaSample.Testing;

namespace MsaSample.Messaging.Tests;

public sealed class ConsumerTests(TestServers servers)
{
    [Theory, InlineData(Provider.Sqlite), InlineData(Provider.MariaDb)]
    public async Task Consume_AggregateSaved_BuildsTheCopy(Provider provider)
    {
        var settings = await TestSettings.CreateAsync(servers, provider);
        await using var source = await settings.StartSourceAsync();
        await using var copier = await settings.StartCopierAsync();

        await source.SetBalanceAsync("a", 7);

        await Eventually.True("the copy has the balance", async () => (await copier.CopyAsync("a"))?.Balance == 7);
        await Eventually.True("the outbox is empty", async () => await source.CountAsync("outbox") == 0);
        await Eventually.True("it is ready", async () => await copier.HealthAsync("broker") == HealthStatus.Healthy);
        Assert.Equal(HealthStatus.Healthy, await copier.HealthAsync("database"));
    }

    [Theory, InlineData(Provider.Sqlite), InlineData(Provider.MariaDb)]
    public async Task Consume_DuplicateAndStale_AreSkipped_GapIsApplied(Provider provider)
    {
        var settings = await TestSettings.CreateAsync(servers, provider);
        await using var copier = await settings.StartCopierAsync();
        await Eventually.True("it is ready", async () => await copier.HealthAsync("broker") == HealthStatus.Healthy);

        foreach (var (version, balance) in new[] { (1L, 10), (1L, 99), (3L, 30), (2L, 99), (4L, 40) })
            await Wire.WriteAccountAsync(settings.Kafka, settings.AccountTopic, "a", version, balance);

        await Eventually.True(
            "the last version arrived", async () => (await copier.InboxAsync(settings.AccountTopic, "a")).LastVersion == 4);
        var copy = (await copier.CopyAsync("a"))!;
        Assert.Equal(40, copy.Balance);
        Assert.Equal(3, copy.Applied);
    }

    [Theory, InlineData(Provider.Sqlite), InlineData(Provider.MariaDb)]
    public async Task Consume_SameRecordsAgain_ChangesNothing(Provider provider)
    {
        var settings = await TestSettings.CreateAsync(servers, provider);
        await using (var copier = await settings.StartCopierAsync())
        {
            await WriteManyAsync(settings, copier);
            await copier.ExecuteAsync("UPDATE consumer_offset SET next_offset = 0");
        }

        await using var again = await settings.StartCopierAsync();

        await Eventually.True(
            "all is read again", async () => await again.ScalarAsync("SELECT SUM(next_offset) FROM consumer_offset") == 30);
        Assert.Equal(30, await again.ScalarAsync("SELECT SUM(Applied) FROM account_copy"));
    }

    [Theory, InlineData(Provider.Sqlite), InlineData(Provider.MariaDb)]
    public async Task Consume_OffsetInDatabaseAhead_StartsThere(Provider provider)
    {
        var settings = await TestSettings.CreateAsync(servers, provider);
        int partition;
        await using (var first = await settings.StartCopierAsync())
        {
            await Eventually.True("it is ready", async () => await first.HealthAsync("broker") == HealthStatus.Healthy);
            partition = await Wire.WriteAccountAsync(settings.Kafka, settings.AccountTopic, "a", 1, 1);
            await Eventually.True("it is applied", async () => (await first.CopyAsync("a"))?.Balance == 1);
        }

        await Wire.WriteAccountAsync(settings.Kafka, settings.AccountTopic, "a", 2, 2);
        await Wire.WriteAccountAsync(settings.Kafka, settings.AccountTopic, "a", 3, 3);
        await SkipOneAsync(settings, partition);

        await using var second = await settings.StartCopierAsync();
        await Eventually.True("the third is applied", async () => (await second.CopyAsync("a"))?.Balance == 3);
        Assert.Equal(2, (await second.CopyAsync("a"))!.Applied);
    }

    [Theory, InlineData(Provider.Sqlite), InlineData(Provider.MariaDb)]
    public async Task Consume_OffsetPastTheLog_StartsFromTheBeginning(Provider provider)
    {
        var settings = await TestSettings.CreateAsync(servers, provider);
        await using (var copier = await settings.StartCopierAsync())
        {
            await WriteManyAsync(settings, copier);
            await copier.ExecuteAsync("UPDATE consumer_offset SET next_offset = 5000");
            await copier.ExecuteAsync("DELETE FROM inbox");
        }

        await using var again = await settings.StartCopierAsync();

        await Eventually.True("all is applied again", async () => await again.ScalarAsync("SELECT SUM(Applied) FROM account_copy") == 60);
    }

    [Theory, InlineData(Provider.Sqlite), InlineData(Provider.MariaDb)]
    public async Task Consume_OffsetMovedByAnother_AppliesNothingAndGoesOnFromThere(Provider provider)
    {
        var settings = await TestSettings.CreateAsync(servers, provider);
        await using var copier = await settings.StartCopierAsync();
        await WriteManyAsync(settings, copier);
        var partition = await Wire.WriteAccountAsync(settings.Kafka, settings.AccountTopic, "z", 1, 1);
        await Eventually.True("it is applied", async () => (await copier.CopyAsync("z"))?.Balance == 1);

        // As if another member had already applied the next record.
        await copier.ExecuteAsync($"UPDATE consumer_offset SET next_offset = next_offset + 1 WHERE partition_id = {partition}");
        await Wire.WriteAccountAsync(settings.Kafka, settings.AccountTopic, "z", 2, 2);
        await Wire.WriteAccountAsync(settings.Kafka, settings.AccountTopic, "z", 3, 3);

        await Eventually.True("the third is applied", async () => (await copier.CopyAsync("z"))?.Balance == 3);
        Assert.Equal(2, (await copier.CopyAsync("z"))!.Applied);
    }

    [Theory, InlineData(Provider.Sqlite), InlineData(Provider.MariaDb)]
    public async Task Consume_TwoInstances_ApplyEachEventOnce(Provider provider)
    {
        var settings = await TestSettings.CreateAsync(servers, provider);
        await using var source = await settings.StartSourceAsync();
        await using var first = await settings.StartCopierAsync();
        await Eventually.True("the first is ready", async () => await first.HealthAsync("broker") == HealthStatus.Healthy);
        var second = await settings.StartCopierAsync();

        await ChangeAsync(source, from: 1, to: 20);
        await second.DisposeAsync();
        await ChangeAsync(source, from: 21, to: 40);

        await Eventually.True(
            "all is applied",
            async () => await first.ScalarAsync("SELECT SUM(Balance) FROM account_copy") == 10 * 40,
            TimeSpan.FromSeconds(60));
        Assert.Equal(10 * 40, await first.ScalarAsync("SELECT SUM(last_version) FROM inbox"));
        Assert.Equal(0, await first.CountAsync("dead_letter"));
    }

    [Fact]
    public async Task Consume_MoreInstancesThanPartitions_AllBecomeReady()
    {
        var settings = await TestSettings.CreateAsync(servers, Provider.Sqlite);
        var copiers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => settings.StartCopierAsync()));

        foreach (var copier in copiers)
            await Eventually.True("it is ready", async () => await copier.HealthAsync("broker") == HealthStatus.Healthy);

        await Task.WhenAll(copiers.Select(copier => copier.DisposeAsync().AsTask()));
    }

    [Fact]
    public async Task Consume_DatabaseKilledAndBack_LosesAndDoublesNothing()
    {
        Requires.MariaDb();
        await using var server = await MariaDbServer.StartAsync();
        var settings = (await TestSettings.CreateAsync(servers, Provider.Sqlite)).WithDatabase(server.Url);
        await using var copier = await settings.StartCopierAsync();
        await WriteManyAsync(settings, copier);

        await server.KillAsync();
        for (var version = 2; version <= 50; version++)
            await Wire.WriteAccountAsync(settings.Kafka, settings.AccountTopic, "account-1", version, version);
        await server.RestartAsync();

        await Eventually.True("all is applied", async () => (await copier.CopyAsync("account-1"))?.Balance == 50, TimeSpan.FromSeconds(60));
        Assert.Equal(50, (await copier.CopyAsync("account-1"))!.Applied);
        Assert.Equal(0, await copier.CountAsync("dead_letter"));
    }

    private static async Task ChangeAsync(SampleService source, int from, int to)
    {
        for (var balance = from; balance <= to; balance++)
        {
            for (var account = 0; account < 10; account++)
                await source.SetBalanceAsync($"account-{account}", balance);
        }
    }

    private static async Task SkipOneAsync(TestSettings settings, int partition)
    {
        await using var service = await settings.WithoutBroker().StartCopierAsync();
        await service.ExecuteAsync($"UPDATE consumer_offset SET next_offset = next_offset + 1 WHERE partition_id = {partition}");
    }

    /// <summary>Thirty accounts, spread over all partitions, applied when this returns.</summary>
    private static async Task WriteManyAsync(TestSettings settings, SampleService copier)
    {
        await Eventually.True("it is ready", async () => await copier.HealthAsync("broker") == HealthStatus.Healthy);
        await Task.WhenAll(Enumerable.Range(0, 30).Select(account =>
            Wire.WriteAccountAsync(settings.Kafka, settings.AccountTopic, $"account-{account}", 1, account)));
        await Eventually.True("all are applied", async () => await copier.CountAsync("account_copy") == 30);
    }
}
