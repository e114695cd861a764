using Confluent.Kafka;
using MsaSample.Broker.Hosting;
using MsaSample.Messaging.Outbox;
using MsaSample.Messaging.Relay;
using MsaSample.Messaging.Tests.Sample;
using MsaSample.Testing;

namespace MsaSample.Messaging.Tests;

public sealed class RelayTests(TestServers servers)
{
    [Theory, InlineData(Provider.Sqlite), InlineData(Provider.MariaDb)]
    public async Task Relay_ManyChanges_SendsEachKeyInOrder(Provider provider)
    {
        var settings = await TestSettings.CreateAsync(servers, provider);
        await using var source = await settings.StartSourceAsync();

        await Task.WhenAll(Enumerable.Range(0, 4).Select(async account =>
        {
            for (var balance = 1; balance <= 25; balance++)
                await source.SetBalanceAsync($"account-{account}", balance);
        }));

        var records = Wire.Read(settings.Kafka, settings.AccountTopic, 100);
        await Eventually.True("the outbox is empty", async () => await source.CountAsync("outbox") == 0);
        foreach (var account in records.GroupBy(record => record.Message.Key))
            Assert.Equal(
                Enumerable.Range(1, 25).Select(version => $"{version}"), account.Select(record => record.Header("ce_aggregateversion")));
    }

    [Fact]
    public async Task Relay_Event_HasCloudEventsHeaders()
    {
        var settings = await TestSettings.CreateAsync(servers, Provider.Sqlite);
        await using var source = await settings.StartSourceAsync();
        await source.SetBalanceAsync("a", 5);

        var record = Assert.Single(Wire.Read(settings.Kafka, settings.AccountTopic, 1));

        Assert.Equal("a", record.Message.Key);
        Assert.Equal("""{"id":"a","balance":5,"version":1}""", System.Text.Encoding.UTF8.GetString(record.Message.Value));
        Assert.Equal("1.0", record.Header("ce_specversion"));
        Assert.Equal(7, Guid.Parse(record.Header("ce_id")!).Version);
        Assert.Equal("/" + settings.Source, record.Header("ce_source"));
        Assert.Equal("account-changed.v1", record.Header("ce_type"));
        Assert.Equal("a", record.Header("ce_subject"));
        Assert.Equal("1", record.Header("ce_aggregateversion"));
        Assert.Equal("application/json", record.Header("content-type"));
        Assert.True(DateTimeOffset.TryParse(record.Header("ce_time"), out _));
    }

    [Theory, InlineData(Provider.Sqlite), InlineData(Provider.MariaDb)]
    public async Task Relay_LeaderStops_OtherInstanceTakesOver(Provider provider)
    {
        var settings = await TestSettings.CreateAsync(servers, provider);
        await using var second = await StopFirstOfTwoAsync(settings);

        await second.SetBalanceAsync("a", 2);

        await Eventually.True("the other instance sends", async () => await second.CountAsync("outbox") == 0);
        Assert.Equal(2, Wire.Read(settings.Kafka, settings.AccountTopic, 2).Count);
    }

    [Theory, InlineData(Provider.Sqlite), InlineData(Provider.MariaDb)]
    public async Task Relay_BrokerDown_KeepsRowsAndSendsThemLaterInOrder(Provider provider)
    {
        using var directory = new TempDirectory("broker");
        var port = FreePort.Next();
        var settings = (await TestSettings.CreateAsync(servers, provider)).WithBroker($"127.0.0.1:{port}");
        await using var source = await settings.StartSourceAsync();
        await StartBrokerAndSendAsync(source, directory, port);

        for (var balance = 2; balance <= 20; balance++)
            await source.SetBalanceAsync("a", balance);
        Assert.Equal(19, await source.CountAsync("outbox"));

        await using var broker = await EmbeddedBroker.StartNewAsync(options => (options.Port, options.DataDirectory) = (port, directory));
        await Eventually.True("the outbox is empty", async () => await source.CountAsync("outbox") == 0);
        var records = Wire.Read(settings.Kafka, settings.AccountTopic, 20);
        Assert.Equal(
            Enumerable.Range(1, 20).Select(version => $"{version}"),
            records.Select(record => record.Header("ce_aggregateversion")).Distinct());
    }

    [Fact]
    public void Deletable_EarlierOfKeyFailed_KeepsLaterOfThatKeyOnly()
    {
        var batch = new SendBatch([Row(1, "a"), Row(2, "b"), Row(3, "a"), Row(4, "b")]);
        var round = new SendRound(batch.Rows);

        batch.Fail(0, new Error(ErrorCode.MsgSizeTooLarge));
        batch.Acknowledge(1);
        batch.Acknowledge(2);
        batch.Acknowledge(3);

        Assert.True(batch.Completion.IsCompleted);
        round.Add(batch);
        Assert.Equal([2, 4], round.Deletable());
    }

    private static OutboxRow Row(long sequence, string key) => new(sequence, Guid.Empty, "t", key, "x.v1", sequence, [], null, null, 0);

    private static async Task<SampleService> StopFirstOfTwoAsync(TestSettings settings)
    {
        await using var first = await settings.StartSourceAsync();
        await Eventually.True("the first leads", () => first.Get<OutboxRelay>().IsLeader);
        var second = await settings.StartSourceAsync();
        await first.SetBalanceAsync("a", 1);
        await Eventually.True("the first sends", async () => await first.CountAsync("outbox") == 0);
        Assert.False(second.Get<OutboxRelay>().IsLeader);
        return second;
    }

    private static async Task StartBrokerAndSendAsync(SampleService source, string directory, int port)
    {
        await using var broker = await EmbeddedBroker.StartNewAsync(options => (options.Port, options.DataDirectory) = (port, directory));
        await source.SetBalanceAsync("a", 1);
        await Eventually.True("the first event is sent", async () => await source.CountAsync("outbox") == 0);
    }
}
