using Microsoft.Extensions.Diagnostics.HealthChecks;
using MsaSample.Messaging.DeadLetters;
using MsaSample.Messaging.Tests.Sample;
using MsaSample.Testing;

namespace MsaSample.Messaging.Tests;

public sealed class DeadLetterTests(TestServers servers)
{
    [Theory, InlineData(Provider.Sqlite), InlineData(Provider.MariaDb)]
    public async Task Handler_AlwaysThrows_ParksTheKeyAndRedriveAppliesItInOrder(Provider provider)
    {
        var settings = await TestSettings.CreateAsync(servers, provider);
        await using var source = await settings.StartSourceAsync();
        await using var copier = await settings.StartCopierAsync();
        copier.Faults.Refuse("bad");

        for (var balance = 1; balance <= 3; balance++)
        {
            await source.SetBalanceAsync("bad", balance);
            await source.SetBalanceAsync("good", balance);
        }

        await Eventually.True("every event of the key is a dead letter", async () => await copier.CountAsync("dead_letter") == 3);
        await Eventually.True("other keys are applied", async () => (await copier.CopyAsync("good"))?.Balance == 3);
        Assert.True((await copier.InboxAsync(settings.AccountTopic, "bad")).Parked);
        Assert.Null(await copier.CopyAsync("bad"));
        Assert.True(copier.Faults.Thrown >= 5);

        copier.Faults.Repair("bad");
        Assert.Equal(new Redrive(3), await copier.Get<DeadLetterOperations>().RedriveAsync(settings.AccountTopic, "bad", default));
        await source.SetBalanceAsync("bad", 4);
        await Eventually.True("the key is applied again", async () => (await copier.CopyAsync("bad"))?.Balance == 4);
        Assert.Equal(4, (await copier.CopyAsync("bad"))!.Applied);
        Assert.Equal(0, await copier.CountAsync("dead_letter"));
    }

    [Theory, InlineData(Provider.Sqlite), InlineData(Provider.MariaDb)]
    public async Task Redrive_HandlerStillThrows_ChangesNothing(Provider provider)
    {
        var settings = await TestSettings.CreateAsync(servers, provider);
        await using var source = await settings.StartSourceAsync();
        await using var copier = await settings.StartCopierAsync();
        copier.Faults.Refuse("bad");
        await source.SetBalanceAsync("bad", 1);
        await Eventually.True("it is a dead letter", async () => await copier.CountAsync("dead_letter") == 1);

        var redrive = await copier.Get<DeadLetterOperations>().RedriveAsync(settings.AccountTopic, "bad", default);

        Assert.Equal(new Redrive(0, RedriveRefusal.StillRefused, "InvalidOperationException: bad is poison"), redrive);
        Assert.Equal(1, await copier.CountAsync("dead_letter"));
        Assert.True((await copier.InboxAsync(settings.AccountTopic, "bad")).Parked);
    }

    [Fact]
    public async Task Handler_ThrowsCancellation_IsNotTakenForSuccess()
    {
        var settings = await TestSettings.CreateAsync(servers, Provider.Sqlite);
        await using var source = await settings.StartSourceAsync();
        await using var copier = await settings.StartCopierAsync();
        copier.Faults.Refuse("a", () => new TaskCanceledException("a call within the handler timed out"));

        await source.SetBalanceAsync("a", 1);
        await Eventually.True("it was tried", () => copier.Faults.Thrown > 1);
        copier.Faults.Repair("a");

        await Eventually.True("it is applied", async () =>
            (await copier.CopyAsync("a"))?.Balance == 1 || await copier.CountAsync("dead_letter") == 1);
    }

    [Theory, InlineData(Provider.Sqlite), InlineData(Provider.MariaDb)]
    public async Task Record_NotAnEvent_IsADeadLetterAndItsKeyIsNotParked(Provider provider)
    {
        var settings = await TestSettings.CreateAsync(servers, provider);
        await using var copier = await settings.StartCopierAsync();
        await Eventually.True("it is ready", async () => await copier.HealthAsync("broker") == HealthStatus.Healthy);

        await Wire.WriteAsync(settings.Kafka, settings.AccountTopic, "a", 1, "{}", type: null);
        await Wire.WriteAsync(settings.Kafka, settings.AccountTopic, "a", 1, "{}", id: null);
        await Wire.WriteAsync(settings.Kafka, settings.AccountTopic, "a", 0, "{}");
        await Wire.WriteAsync(settings.Kafka, settings.AccountTopic, "a", 1, "not json");
        await Wire.WriteAsync(settings.Kafka, settings.AccountTopic, "a", 1, "null");
        await Wire.WriteAccountAsync(settings.Kafka, settings.AccountTopic, "a", 1, 5);

        await Eventually.True("the real event is applied", async () => (await copier.CopyAsync("a"))?.Balance == 5);
        var letters = await copier.Get<DeadLetterOperations>().ListAsync(10, default);
        Assert.Equal(5, letters.Count);
        Assert.All(letters, letter => Assert.Equal("a", letter.Key));
    }

    [Fact]
    public async Task Redrive_KeyWithRecordsThatAreNoEvents_LeavesThoseAndAppliesTheRest()
    {
        var settings = await TestSettings.CreateAsync(servers, Provider.Sqlite);
        await using var copier = await settings.StartCopierAsync();
        await Eventually.True("it is ready", async () => await copier.HealthAsync("broker") == HealthStatus.Healthy);
        copier.Faults.Refuse("a");
        await Wire.WriteAccountAsync(settings.Kafka, settings.AccountTopic, "a", 1, 1);
        await Wire.WriteAsync(settings.Kafka, settings.AccountTopic, "a", 2, "not json");
        await Wire.WriteAsync(settings.Kafka, settings.AccountTopic, "a", 2, """{"id":"a","balance":9,"version":2}""", id: null);
        await Wire.WriteAccountAsync(settings.Kafka, settings.AccountTopic, "a", 2, 2);
        await Eventually.True("all are dead letters", async () => await copier.CountAsync("dead_letter") == 4);
        copier.Faults.Repair("a");
        var operations = copier.Get<DeadLetterOperations>();

        Assert.Equal(new Redrive(2), await operations.RedriveAsync(settings.AccountTopic, "a", default));

        Assert.Equal(2, (await copier.CopyAsync("a"))!.Balance);
        Assert.Equal(2, await copier.CountAsync("dead_letter"));
        Assert.Equal(RedriveRefusal.NoEvent, (await operations.RedriveAsync(settings.AccountTopic, "a", default)).Refusal);
        Assert.Equal(new Redrive(0), await operations.RedriveAsync(settings.AccountTopic, "nobody", default));
    }
}
