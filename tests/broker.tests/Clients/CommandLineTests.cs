using MsaSample.Testing;

namespace MsaSample.Broker.Tests.Clients;

/// <summary>Other people's command line tools, as processes.</summary>
public sealed class CommandLineTests(EmbeddedBrokerFixture broker) : IClassFixture<EmbeddedBrokerFixture>
{
    [Fact]
    public async Task KafkaTopics_CreateListDescribeDelete_Work()
    {
        Requires.ApacheKafka();
        const string Tool = "$KAFKA_HOME/bin/kafka-topics.sh --bootstrap-server $B";

        var output = await ShellAsync(
            $"{Tool} --create --topic tool-topic --partitions 2 && {Tool} --list && {Tool} --describe --topic tool-topic && {Tool} --delete --topic tool-topic && echo gone");

        Assert.Contains("Created topic tool-topic.", output);
        Assert.Contains("PartitionCount: 2", output);
        Assert.Contains("Leader: 1\tReplicas: 1\tIsr: 1", output);
        Assert.EndsWith("gone\n", output);
    }

    [Fact]
    public async Task KafkaConsole_ProduceConsumeDescribeGroup_Work()
    {
        Requires.ApacheKafka();
        const string Bin = "$KAFKA_HOME/bin";

        var output = await ShellAsync(
            $"printf 'one\\ntwo\\n' | {Bin}/kafka-console-producer.sh --bootstrap-server $B --topic console"
            + $" && {Bin}/kafka-console-consumer.sh --bootstrap-server $B --topic console --from-beginning --max-messages 2 --group console-group"
            + $" && {Bin}/kafka-consumer-groups.sh --bootstrap-server $B --describe --group console-group");

        Assert.Contains("one\ntwo\n", output);
        Assert.Matches(@"console-group\s+console\s+0\s+2\s+2\s+0", output);
    }

    private async Task<string> ShellAsync(string script)
    {
        await using var shell = ProgramUnderTest.StartCommand(
            "bash", "bash", ["-c", script], environment: new Dictionary<string, string> { ["B"] = broker.BootstrapServers });
        var exitCode = await shell.WaitForExitAsync(TimeSpan.FromSeconds(90), TestContext.Current.CancellationToken);

        Assert.True(exitCode == 0, shell.Tail());
        return shell.StandardOutput;
    }
}
