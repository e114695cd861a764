using Confluent.Kafka;
using Confluent.Kafka.Admin;
using Microsoft.Extensions.Time.Testing;
using MsaSample.Data;
using MsaSample.Messaging.Outbox;
using MsaSample.Messaging.Relay;
using MsaSample.Messaging.Tests.Sample;
using MsaSample.Testing;

namespace MsaSample.Messaging.Tests;

/// <summary>What Kafka refuses waits by itself: the events of other topics and keys are sent.</summary>
public sealed class RefusedEventsTests(TestServers servers)
{
    private const string InsertRow =
        "INSERT INTO outbox (event_id, topic, record_key, type, version, payload, created_at) VALUES (@p0, @p1, @p2, 'x.v1', @p3, @p4, 0)";

    [Theory, InlineData(Provider.Sqlite), InlineData(Provider.MariaDb)]
    public async Task Relay_TopicDeleted_OtherTopicsFlowAndItIsMadeAgain(Provider provider)
    {
        var settings = await TestSettings.CreateAsync(servers, provider);
        await using var service = await StartWithTwoTopicsAsync(settings);
        await service.SetBalanceAsync("first", 1);
        await Eventually.True("the first event is sent", async () => await service.CountAsync("outbox") == 0);

        using var admin = Admin(settings);
        await admin.DeleteTopicsAsync([settings.AccountTopic]);
        await SaveAsync(service, accounts: OutboxRow.BatchSize + 100, copies: 10);

        Assert.Equal(10, Wire.Read(settings.Kafka, settings.CopyTopic, 10).Count);
        await Eventually.True(
            "the topic is made again and gets its events", async () => await service.CountAsync("outbox") == 0, TimeSpan.FromSeconds(60));
        Assert.Equal(OutboxRow.BatchSize + 100, Wire.Read(settings.Kafka, settings.AccountTopic, OutboxRow.BatchSize + 100).Count);
    }

    [Theory, InlineData(Provider.Sqlite), InlineData(Provider.MariaDb)]
    public async Task Relay_OneRowTooLarge_OnlyItsKeyWaitsAndNothingIsSentTwice(Provider provider)
    {
        var settings = await TestSettings.CreateAsync(servers, provider);
        await using var service = await StartWithTwoTopicsAsync(settings);
        await service.SetBalanceAsync("first", 1);
        await Eventually.True("the first event is sent", async () => await service.CountAsync("outbox") == 0);
        using var admin = Admin(settings);
        await SetMaxMessageBytesAsync(admin, settings.AccountTopic, 20_000);

        var small = Enumerable.Range(0, 99).Select(key => ($"k{key}", 1L, 100)).ToList();
        await InsertAsync(service, settings.AccountTopic, [.. small[..50], ("large", 1, 50_000), .. small[50..]]);
        await Eventually.True("only the large row waits", async () => await service.CountAsync("outbox") == 1);
        await InsertAsync(service, settings.AccountTopic, [("large", 2, 100), ("small", 1, 100)]);
        await Eventually.True("only its key waits", async () => await service.CountAsync("outbox") == 2);
        Assert.Equal(2, await service.ScalarAsync("SELECT COUNT(*) FROM outbox WHERE record_key = 'large'"));

        await SetMaxMessageBytesAsync(admin, settings.AccountTopic, 1_000_000);
        await Eventually.True("the key goes on", async () => await service.CountAsync("outbox") == 0, TimeSpan.FromSeconds(60));

        var records = Wire.Read(settings.Kafka, settings.AccountTopic, 103);
        Assert.Equal(103, records.DistinctBy(record => (record.Message.Key, record.Header("ce_aggregateversion"))).Count());
        var large = records.Where(record => record.Message.Key == "large");
        Assert.Equal(["1", "2"], large.Select(record => record.Header("ce_aggregateversion")));
    }

    [Theory, InlineData(Provider.Sqlite), InlineData(Provider.MariaDb)]
    public async Task Lease_ManyRows_CountsUpToALimit(Provider provider)
    {
        await using var service = await (await TestSettings.CreateAsync(servers, provider)).WithoutBroker().StartSourceAsync();
        await service.ExecuteAsync(
            """
            INSERT INTO outbox (event_id, topic, record_key, type, version, payload, created_at)
            WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 101)
            SELECT X'00000000000000000000000000000000', 't', 'k', 'x.v1', a.n, X'00', 1000000 FROM numbers a, numbers b
            """);

        await using var lease = await OutboxLease.AcquireAsync(service.Get<DatabaseDialect>(), default);

        Assert.Equal(OutboxRow.BatchSize, (await lease.ReadAsync(new RefusedRows(TimeProvider.System), default)).Count);
        Assert.True(lease.HasMore);
        Assert.Equal(10_000, await lease.CountAsync(default));
        Assert.Equal(DateTimeOffset.UnixEpoch.AddSeconds(1), await lease.FindOldestAsync(default));
    }

    [Theory, InlineData(Provider.Sqlite), InlineData(Provider.MariaDb)]
    public async Task Lease_LargeRows_ReadsFewerAtOnce(Provider provider)
    {
        await using var service = await (await TestSettings.CreateAsync(servers, provider)).WithoutBroker().StartSourceAsync();
        await InsertAsync(service, "t", [.. Enumerable.Range(0, 30).Select(key => ($"k{key}", 1L, 900_000))]);
        await using var lease = await OutboxLease.AcquireAsync(service.Get<DatabaseDialect>(), default);

        var rows = await lease.ReadAsync(new RefusedRows(TimeProvider.System), default);

        Assert.InRange(rows.Count, 1, 10);
        Assert.True(lease.HasMore);
    }

    [Theory, InlineData(Provider.Sqlite), InlineData(Provider.MariaDb)]
    public async Task Lease_TopicAndKeyRefused_ReadsTheOthers(Provider provider)
    {
        await using var service = await (await TestSettings.CreateAsync(servers, provider)).WithoutBroker().StartSourceAsync();
        await InsertAsync(service, "gone", [("a", 1, 10)]);
        await InsertAsync(service, "there", [("a", 1, 10), ("b", 1, 10), ("a ", 1, 10)]);
        await using var lease = await OutboxLease.AcquireAsync(service.Get<DatabaseDialect>(), default);
        var refused = new RefusedRows(new FakeTimeProvider());
        refused.RefuseTopic("gone", Task.CompletedTask);
        refused.RefuseKey(Row("there", "a"));

        var rows = await lease.ReadAsync(refused, default);

        Assert.Equal([("there", "b"), ("there", "a ")], rows.Select(row => (row.Topic, row.Key)));
    }

    [Fact]
    public void Refused_AgainAndAgain_WaitsLongerUntilItIsAccepted()
    {
        var clock = new FakeTimeProvider();
        var refused = new RefusedRows(clock);
        var row = Row("t", "a");

        Assert.True(refused.RefuseKey(row));
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.False(refused.IsWaiting(row));
        Assert.True(refused.IsKeyRefused(row));

        Assert.False(refused.RefuseKey(row));
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.True(refused.IsWaiting(row));
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.False(refused.IsWaiting(row));

        refused.Accept(row);
        Assert.True(refused.IsEmpty);
    }

    [Fact]
    public void Refused_TopicIsBeingMade_WaitsForThat()
    {
        var clock = new FakeTimeProvider();
        var refused = new RefusedRows(clock);
        var making = new TaskCompletionSource();
        refused.RefuseTopic("t", making.Task);

        clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(["t"], refused.WaitingTopics());

        making.SetResult();
        Assert.Empty(refused.WaitingTopics());
    }

    [Fact]
    public void Refused_MoreKeysThanAQueryNames_TheTopicWaits()
    {
        var refused = new RefusedRows(new FakeTimeProvider());
        for (var key = 0; key <= RefusedRows.MaxKeysOfTopic; key++)
            refused.RefuseKey(Row("t", $"k{key}"));

        Assert.Equal(RefusedRows.MaxKeysOfTopic, refused.KeyCount);
        Assert.Equal(["t"], refused.WaitingTopics());
    }

    private static Task<SampleService> StartWithTwoTopicsAsync(TestSettings settings)
    {
        TopicNames.Begin(settings.Test);
        return SampleService.StartAsync(
            settings.Source, settings, messaging => messaging.Publishes<AccountChanged>().Publishes<CopyChanged>());
    }

    private static Task<int> SaveAsync(SampleService service, int accounts, int copies) => service.WithDbAsync(async db =>
    {
        for (var account = 0; account < accounts; account++)
            db.Accounts.Add(new Account { Id = $"account-{account}" });
        await db.SaveChangesAsync();
        for (var copy = 0; copy < copies; copy++)
            db.Copies.Add(new AccountCopy { Id = $"copy-{copy}" });
        return await db.SaveChangesAsync();
    });

    private static Task<bool> InsertAsync(SampleService service, string topic, (string Key, long Version, int Bytes)[] rows) =>
        service.Get<ServiceContexts>().InTransactionAsync(
            async session =>
            {
                foreach (var (key, version, bytes) in rows)
                    await session.ExecuteAsync(InsertRow, [new byte[16], topic, key, version, new byte[bytes]], default);
                return true;
            },
            default);

    private static IAdminClient Admin(TestSettings settings) =>
        new AdminClientBuilder(new AdminClientConfig { BootstrapServers = settings.Kafka }).Build();

    private static async Task SetMaxMessageBytesAsync(IAdminClient admin, string topic, int bytes)
    {
        var setting = new ConfigEntry
        {
            Name = "max.message.bytes",
            Value = $"{bytes}",
            IncrementalOperation = AlterConfigOpType.Set,
        };
        await admin.IncrementalAlterConfigsAsync(new() { [new ConfigResource { Type = ResourceType.Topic, Name = topic }] = [setting] });
    }

    private static OutboxRow Row(string topic, string key) => new(1, Guid.Empty, topic, key, "x.v1", 1, [], null, null, 0);
}
