using System.Collections.Concurrent;
using System.Globalization;
using Confluent.Kafka;
using MsaSample.Testing;

namespace MsaSample.Broker.Tests.Storage;

/// <summary>The broker runs as a process of its own and is killed with SIGKILL while a client writes.</summary>
public sealed class KillTests : IDisposable
{
    private const string Topic = "killed";
    private const int Records = 30_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly TempDirectory _data = new("kill");
    private readonly ConcurrentDictionary<int, long> _acknowledged = new(); // value to offset

    [Fact]
    public async Task Kill_WhileAnIdempotentProducerWrites_KeepsEveryRecordOnceAndInOrder()
    {
        var (broker, port) = await StartAsync(port: 0);
        try
        {
            using var producer = NewProducer(port);
            var producing = Task.Run(() => ProduceAll(producer), TestContext.Current.CancellationToken);
            for (var kill = 1; kill <= 4; kill++)
            {
                await Eventually.True("more records are acknowledged", () => _acknowledged.Count >= kill * Records / 5);
                await broker.KillAsync();
                await broker.DisposeAsync();
                (broker, _) = await StartAsync(port);
            }

            await producing;

            Assert.Equal(Records, _acknowledged.Count);
            Assert.Equal(Enumerable.Range(0, Records), ReadAll(port));
            // No record is lost or duplicated, so record n has offset n.
            Assert.All(_acknowledged, static record => Assert.Equal(record.Key, record.Value));
        }
        finally
        {
            await broker.DisposeAsync();
        }
    }

    [Fact]
    public async Task Kill_AfterACommit_GroupContinuesAtTheCommittedOffset()
    {
        var (first, port) = await StartAsync(port: 0);
        using (var producer = NewProducer(port))
            ProduceAll(producer, 10);
        using (var consumer = NewConsumer(port, "readers"))
        {
            consumer.Subscribe(Topic);
            for (var i = 0; i < 4; i++)
                consumer.Consume(TestContext.Current.CancellationToken);
            consumer.Commit();
        }

        await first.KillAsync();
        await first.DisposeAsync();
        var (second, _) = await StartAsync(port);

        await using var _second = second;
        using var again = NewConsumer(port, "readers");
        again.Subscribe(Topic);
        Assert.Equal("4", again.Consume(TestContext.Current.CancellationToken).Message.Value);
    }

    [Fact]
    public async Task Kill_DuringATransaction_ProducerCommitsAfterTheRestart()
    {
        var (first, port) = await StartAsync(port: 0);
        using var producer = NewProducer(port, "transfer");
        producer.InitTransactions(Patience);
        Transact(producer, 0, 10);
        producer.AbortTransaction(Patience);
        Transact(producer, 10, 20);

        await first.KillAsync();
        await first.DisposeAsync();
        var (second, _) = await StartAsync(port);
        await using var _second = second;
        producer.CommitTransaction(Patience);

        Assert.Equal(Enumerable.Range(10, 10), ReadAll(port, count: 10));
    }

    public void Dispose() => _data.Dispose();

    private static IProducer<Null, string> NewProducer(int port, string? transactionalId = null) =>
        new ProducerBuilder<Null, string>(new ProducerConfig
        {
            BootstrapServers = $"127.0.0.1:{port}",
            EnableIdempotence = true,
            TransactionalId = transactionalId,
            TransactionTimeoutMs = 120_000,
            LingerMs = 1,
            ReconnectBackoffMs = 20,
            ReconnectBackoffMaxMs = 200,
            RetryBackoffMs = 20,
            MessageTimeoutMs = 120_000,
        }).SetLogHandler(static (_, _) => { }).Build(); // the client logs every lost connection, and these are expected

    private static IConsumer<Ignore, string> NewConsumer(int port, string group) => new ConsumerBuilder<Ignore, string>(new ConsumerConfig
    {
        BootstrapServers = $"127.0.0.1:{port}",
        GroupId = group,
        AutoOffsetReset = AutoOffsetReset.Earliest,
        EnableAutoCommit = false,
    }).Build();

    private void ProduceAll(IProducer<Null, string> producer, int count = Records)
    {
        for (var i = 0; i < count; i++)
        {
            var value = i;
            producer.Produce(Topic, new Message<Null, string> { Value = value.ToString(CultureInfo.InvariantCulture) }, report =>
            {
                if (report.Error.Code == Confluent.Kafka.ErrorCode.NoError)
                    _acknowledged[value] = report.Offset.Value;
            });
            if (i % 200 == 199)
                producer.Flush(TestContext.Current.CancellationToken);
        }

        producer.Flush(TestContext.Current.CancellationToken);
    }

    private static void Transact(IProducer<Null, string> producer, int from, int to)
    {
        producer.BeginTransaction();
        for (var i = from; i < to; i++)
            producer.Produce(Topic, new Message<Null, string> { Value = i.ToString(CultureInfo.InvariantCulture) });

        producer.Flush(Patience);
    }

    private static List<int> ReadAll(int port, int? count = null)
    {
        using var consumer = NewConsumer(port, "checker");
        var partition = new TopicPartition(Topic, 0);
        var end = consumer.QueryWatermarkOffsets(partition, TimeSpan.FromSeconds(20)).High.Value;
        consumer.Assign(new TopicPartitionOffset(partition, Offset.Beginning));
        var values = new List<int>();
        while (values.Count < (count ?? end))
            values.Add(int.Parse(consumer.Consume(TestContext.Current.CancellationToken).Message.Value, CultureInfo.InvariantCulture));

        return values;
    }

    private async Task<(ProgramUnderTest Broker, int Port)> StartAsync(int port)
    {
        var broker = ProgramUnderTest.Start(
            "MsaSample.Broker", ["--port", port.ToString(CultureInfo.InvariantCulture), "--data", _data.Path]);
        var ready = await broker.WaitForLineAsync(@"broker is ready: 127\.0\.0\.1:(\d+)", ct: TestContext.Current.CancellationToken);
        return (broker, int.Parse(ready.Groups[1].Value, CultureInfo.InvariantCulture));
    }
}
