using Microsoft.Extensions.Diagnostics.HealthChecks;
using MsaSample.Messaging.DeadLetters;
using MsaSample.Messaging.Tests.Sample;
using MsaSample.Testing;

namespace MsaSample.Messaging.Tests;

/// <summary>Header, key and body of an event say the same and are within their ranges, or it is none, for writer and readers.</summary>
public sealed class ContractTests(TestServers servers)
{
    private const string Closed = "account-closed.v1";

    [Theory, InlineData(Provider.Sqlite), InlineData(Provider.MariaDb)]
    public async Task Record_BreaksTheContract_IsPutAsideAndTheNextGoodEventIsTaken(Provider provider)
    {
        var settings = await TestSettings.CreateAsync(servers, provider);
        await using var copier = await StartAsync(settings, ignoreClosed: true);
        (long Version, string Json)[] broken =
        [
            (1, "{}"),
            (1, """{"id":"a","version":1}"""),
            (1, """{"id":"a","amount":7,"version":1}"""),
            (1, """{"id":"a","balance":null,"version":1}"""),
            (1, """{"id":"a","balance":-5,"version":1}"""),
            (1, """{"id":"a","balance":5,"balance":6,"version":1}"""),
            (2, """{"id":"a","balance":7,"version":1}"""),
            (1, """{"id":"a","balance":7,"version":7}"""),
            (3, """{"id":"b","balance":7,"version":3}"""),
            (3, """{"id":"A","balance":7,"version":3}"""),
        ];

        foreach (var (version, json) in broken)
            await Wire.WriteAsync(settings.Kafka, settings.AccountTopic, "a", version, json);
        await Wire.WriteAsync(settings.Kafka, settings.AccountTopic, "a", 9, "{}", type: Closed);
        await Wire.WriteAccountAsync(settings.Kafka, settings.AccountTopic, "a", 1, 5);

        await Eventually.True("the good event is applied", async () => (await copier.CopyAsync("a"))?.Balance == 5);
        Assert.Equal(broken.Length + 1, await copier.CountAsync("dead_letter"));
        Assert.Equal(1, await copier.CountAsync("account_copy"));
        var entry = await copier.InboxAsync(settings.AccountTopic, "a");
        Assert.Equal((1, false), (entry.LastVersion, entry.Parked));
        var redrive = await copier.Get<DeadLetterOperations>().RedriveAsync(settings.AccountTopic, "a", default);
        Assert.Equal(RedriveRefusal.NoEvent, redrive.Refusal);
    }

    [Theory, InlineData(Provider.Sqlite), InlineData(Provider.MariaDb)]
    public async Task Record_VersionFarAboveTheLast_IsPutAsideUntilARedrive(Provider provider)
    {
        var settings = await TestSettings.CreateAsync(servers, provider);
        await using var copier = await StartAsync(settings, ignoreClosed: true);

        await Wire.WriteAccountAsync(settings.Kafka, settings.AccountTopic, "a", long.MaxValue, 1);
        await Wire.WriteAccountAsync(settings.Kafka, settings.AccountTopic, "a", 1_000_000, 2);
        await Wire.WriteAccountAsync(settings.Kafka, settings.AccountTopic, "a", 2_000_001, 3);
        await Wire.WriteAccountAsync(settings.Kafka, settings.AccountTopic, "a", 1_000_001, 4);

        await Eventually.True("the plausible ones are applied", async () => (await copier.CopyAsync("a"))?.Balance == 4);
        Assert.Equal(2, await copier.CountAsync("dead_letter"));
        Assert.Equal(2, (await copier.CopyAsync("a"))!.Applied);
        Assert.Equal(new Redrive(2), await copier.Get<DeadLetterOperations>().RedriveAsync(settings.AccountTopic, "a", default));
        Assert.Equal(long.MaxValue, (await copier.InboxAsync(settings.AccountTopic, "a")).LastVersion);
    }

    [Theory, InlineData(Provider.Sqlite), InlineData(Provider.MariaDb)]
    public async Task Record_OfUnknownType_ParksItsKeyUntilAReaderKnowsIt(Provider provider)
    {
        var settings = await TestSettings.CreateAsync(servers, provider);
        await using (var copier = await StartAsync(settings, ignoreClosed: false))
        {
            await Wire.WriteAccountAsync(settings.Kafka, settings.AccountTopic, "a", 1, 1);
            await Wire.WriteAsync(settings.Kafka, settings.AccountTopic, "a", 2, """{"id":"a","version":2}""", type: Closed);
            await Wire.WriteAccountAsync(settings.Kafka, settings.AccountTopic, "a", 3, 3);
            await Wire.WriteAccountAsync(settings.Kafka, settings.AccountTopic, "b", 1, 1);

            await Eventually.True("both are put aside", async () => await copier.CountAsync("dead_letter") == 2);
            await Eventually.True("other keys flow", async () => (await copier.CopyAsync("b"))?.Balance == 1);
            Assert.Equal(1, (await copier.CopyAsync("a"))!.Balance);
            var letters = await copier.Get<DeadLetterOperations>().ListAsync(10, default);
            Assert.Contains(Closed, letters[0].Reason, StringComparison.Ordinal);
        }

        await using var upgraded = await StartAsync(settings, ignoreClosed: true);

        await Eventually.True("the key goes on", async () => (await upgraded.CopyAsync("a"))?.Balance == 3);
        Assert.Equal(0, await upgraded.CountAsync("dead_letter"));
        var entry = await upgraded.InboxAsync(settings.AccountTopic, "a");
        Assert.Equal((3, false), (entry.LastVersion, entry.Parked));
    }

    [Fact]
    public async Task Redrive_OnlyAnUnknownType_SaysSo()
    {
        var settings = await TestSettings.CreateAsync(servers, Provider.Sqlite);
        await using var copier = await StartAsync(settings, ignoreClosed: false);
        await Wire.WriteAsync(settings.Kafka, settings.AccountTopic, "a", 2, "{}", type: Closed);
        await Eventually.True("it is put aside", async () => await copier.CountAsync("dead_letter") == 1);

        var redrive = await copier.Get<DeadLetterOperations>().RedriveAsync(settings.AccountTopic, "a", default);

        Assert.Equal(RedriveRefusal.UnknownType, redrive.Refusal);
        Assert.True((await copier.InboxAsync(settings.AccountTopic, "a")).Parked);
    }

    [Fact]
    public async Task Record_OfIgnoredType_CountsAsAVersion()
    {
        var settings = await TestSettings.CreateAsync(servers, Provider.Sqlite);
        await using var copier = await StartAsync(settings, ignoreClosed: true);

        await Wire.WriteAsync(settings.Kafka, settings.AccountTopic, "a", 2, """{"id":"a","version":2}""", type: Closed);

        await Eventually.True("its version is known", async () => (await copier.InboxAsync(settings.AccountTopic, "a")).LastVersion == 2);
        Assert.Equal(0, await copier.CountAsync("dead_letter"));
        Assert.Equal(0, await copier.CountAsync("account_copy"));
    }

    [Fact]
    public async Task Save_EventBreaksItsContract_ThrowsAndSavesNothing()
    {
        var settings = (await TestSettings.CreateAsync(servers, Provider.Sqlite)).WithoutBroker();
        await using var source = await settings.StartSourceAsync();

        var balance = await Assert.ThrowsAsync<InvalidOperationException>(() => source.SetBalanceAsync("a", -5));
        var id = await Assert.ThrowsAsync<InvalidOperationException>(() => source.SetBalanceAsync("a\0", 5));

        Assert.Contains("balance is -5", balance.Message, StringComparison.Ordinal);
        Assert.Contains("control character", id.Message, StringComparison.Ordinal);
        Assert.Equal(0, await source.CountAsync("account"));
        Assert.Equal(0, await source.CountAsync("outbox"));
    }

    private static async Task<SampleService> StartAsync(TestSettings settings, bool ignoreClosed)
    {
        var copier = await settings.StartCopierAsync(messaging => _ = ignoreClosed ? messaging.Ignores<AccountClosed>() : messaging);
        await Eventually.True("it is ready", async () => await copier.HealthAsync("broker") == HealthStatus.Healthy);
        return copier;
    }
}
