using MsaSample.Testing;

namespace MsaSample.Broker.Tests.Clients;

/// <summary>Kafka Connect in distributed mode: its three topics, its group protocol, its connectors and their offsets.</summary>
public abstract class ConnectContract(IBrokerUnderTest broker) : BrokerContract(broker)
{
    public override ValueTask InitializeAsync()
    {
        Requires.ApacheKafka();
        return base.InitializeAsync();
    }

    [Fact]
    public async Task Connect_WorkerKilledBetweenLines_CopiesEachLineOnce()
    {
        await using var worker = new ConnectWorker(BootstrapServers);
        var (source, sink, topic) = (worker.File("in.txt"), worker.File("out.txt"), ContractClient.NewName());
        await File.WriteAllTextAsync(source, "one\ntwo\n", Cancel);
        await worker.StartAsync(Cancel);
        await worker.CreateAsync(
            "source",
            new()
            {
                ["connector.class"] = "FileStreamSource",
                ["file"] = source,
                ["topic"] = topic,
                ["exactly.once.support"] = "required",
            });
        await worker.CreateAsync("sink", new() { ["connector.class"] = "FileStreamSink", ["file"] = sink, ["topics"] = topic });
        await ArrivesAsync("both lines are copied", async () => await LinesAsync(sink) is ["one", "two"]);
        await ArrivesAsync("the offsets are stored", async () =>
            (await worker.OffsetsAsync("source"), await worker.OffsetsAsync("sink")) is
            ("""{"position":8}""", """{"kafka_offset":2}"""));

        await worker.KillAsync();
        await File.AppendAllTextAsync(source, "three\n", Cancel);
        await worker.StartAsync(Cancel);

        await ArrivesAsync("the new line is copied, and no other again", async () => await LinesAsync(sink) is ["one", "two", "three"]);
        await worker.ResetOffsetsAsync("source");
        await worker.ResetOffsetsAsync("sink");
        Assert.Equal(("", ""), (await worker.OffsetsAsync("source"), await worker.OffsetsAsync("sink")));
    }

    private static Task ArrivesAsync(string reason, Func<Task<bool>> condition) =>
        Eventually.True(reason, condition, TimeSpan.FromSeconds(60), ct: Cancel);

    private static async Task<string[]> LinesAsync(string path) => File.Exists(path) ? await File.ReadAllLinesAsync(path, Cancel) : [];
}
