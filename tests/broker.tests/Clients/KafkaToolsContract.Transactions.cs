using Confluent.Kafka;

namespace MsaSample.Broker.Tests.Clients;

/// <content>Transactions, as an operator sees them.</content>
public abstract partial class KafkaToolsContract
{
    [Fact]
    public async Task Transactions_Open_IsListedDescribedAndAborted()
    {
        await CreateAsync();
        using var producer = OpenTransaction();

        var listed = await LinesAsync("kafka-transactions $B list");
        var described = await LinesAsync($"kafka-transactions $B describe --transactional-id {_topic}");
        var producers = await LinesAsync($"kafka-transactions $B describe-producers --topic {_topic} --partition 0");
        await LinesAsync($"kafka-transactions $B abort --topic {_topic} --partition 0 --start-offset 0");
        var after = await LinesAsync($"kafka-transactions $B describe-producers --topic {_topic} --partition 0");

        Assert.Contains(
            listed,
            line => line.StartsWith($"{_topic} 1 ", StringComparison.Ordinal) && line.EndsWith(" Ongoing", StringComparison.Ordinal));
        Assert.Matches($@"^1 {_topic} \d+ 0 Ongoing 60000 \d+ \d+ {_topic}-0$", described[1]);
        Assert.Matches(@"^\d+ 0 -1 0 \d+ 0 Duration\(s\): \d+$|^\d+ 0 -1 0 \d+ 0 \d+$|^\d+ 0 -1 0 \d+ 0$", producers[1]);
        Assert.EndsWith(" None", after[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Transactions_NoneHangs_FindHangingListsNone()
    {
        await CreateAsync();
        using var producer = OpenTransaction();

        var found = await LinesAsync($"kafka-transactions $B find-hanging --broker-id 1 --topic {_topic}");

        Assert.DoesNotContain(found, line => line.Contains(_topic, StringComparison.Ordinal));
    }

    [Fact]
    public async Task ConsoleConsumer_ReadCommitted_ShowsNothingThatWasAborted()
    {
        await CreateAsync();
        using var producer = OpenTransaction();
        producer.AbortTransaction(TimeSpan.FromSeconds(30));
        await LinesAsync($"kafka-console-producer $B --topic {_topic}", "kept\n");
        const string Read = "kafka-console-consumer $B --from-beginning --max-messages 1 --timeout-ms 20000";

        Assert.Equal(["kept"], await LinesAsync($"{Read} --topic {_topic} --isolation-level read_committed"));
        Assert.Equal(["open"], await LinesAsync($"{Read} --topic {_topic} --isolation-level read_uncommitted"));
    }

    [Fact]
    public async Task ConsoleConsumer_TransactionState_IsPrintedByKafkasFormatter()
    {
        await CreateAsync();
        using var producer = OpenTransaction();

        var read = await RunAsync(
            "kafka-console-consumer $B --topic __transaction_state --from-beginning --timeout-ms 4000"
            + " --formatter org.apache.kafka.tools.consumer.TransactionLogMessageFormatter");

        Assert.Contains($"\"transactionalId\":\"{_topic}\"", read.Output, StringComparison.Ordinal);
        Assert.Contains($"\"topic\":\"{_topic}\",\"partitionIds\":[0]", read.Output, StringComparison.Ordinal);
    }

    private IProducer<Null, string> OpenTransaction()
    {
        var producer = new ProducerBuilder<Null, string>(
            new ProducerConfig
            {
                BootstrapServers = BootstrapServers,
                TransactionalId = _topic,
                TransactionTimeoutMs = 60_000,
                MessageTimeoutMs = 30_000,
            })
            .SetLogHandler(static (_, _) => { }).Build();
        producer.InitTransactions(TimeSpan.FromSeconds(30));
        producer.BeginTransaction();
        producer.Produce(_topic, new Message<Null, string> { Value = "open" });
        producer.Flush(TimeSpan.FromSeconds(30));
        return producer;
    }
}
