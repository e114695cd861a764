using MsaSample.Testing;

namespace MsaSample.Broker.Tests.Clients;

/// <summary>
/// What Apache Kafka's own command line tools print. The texts are in the tests, so both brokers make the tools print the same.
/// Topics, records and offsets are in this part, groups in the other.
/// </summary>
public abstract partial class KafkaToolsContract(IBrokerUnderTest broker, KafkaTools tools)
    : BrokerContract(broker), IClassFixture<KafkaTools>
{
    private readonly string _topic = ContractClient.NewName();

    public override ValueTask InitializeAsync()
    {
        Requires.ApacheKafkaClients();
        return base.InitializeAsync();
    }

    [Fact]
    public async Task Topics_CreateListDescribeAlterDelete_SayWhatTheyDid()
    {
        Assert.Equal(
            [$"Created topic {_topic}."],
            await LinesAsync($"kafka-topics $B --create --topic {_topic} --partitions 2 --config retention.ms=60000"));
        Assert.Equal([_topic], await LinesAsync($"kafka-topics $B --list --topic {_topic}"));
        await LinesAsync($"kafka-topics $B --alter --topic {_topic} --partitions 3");
        var described = await LinesAsync($"kafka-topics $B --describe --topic {_topic}");
        await LinesAsync($"kafka-topics $B --delete --topic {_topic}");
        var gone = await RunAsync($"kafka-topics $B --describe --topic {_topic}");

        Assert.Matches(
            $@"^Topic: {_topic} TopicId: \S{{22}} PartitionCount: 3 ReplicationFactor: 1 Configs: .*retention\.ms=60000$", described[0]);
        Assert.Equal(
            Enumerable.Range(0, 3).Select(i => $"Topic: {_topic} Partition: {i} Leader: 1 Replicas: 1 Isr: 1 Elr: LastKnownElr:"),
            described[1..]);
        Assert.Equal(
            (1, $"Error while executing topic command : Topic '{_topic}' does not exist as expected"), (gone.Status, gone.Lines.Single()));
    }

    [Fact]
    public async Task Topics_CreateTwice_IsRefusedUnlessAskedNotTo()
    {
        await CreateAsync();

        var again = await RunAsync($"kafka-topics $B --create --topic {_topic}");

        Assert.Equal((1, $"Error while executing topic command : Topic '{_topic}' already exists."), (again.Status, again.Lines.Single()));
        Assert.Equal(0, (await RunAsync($"kafka-topics $B --create --topic {_topic} --if-not-exists")).Status);
    }

    [Fact]
    public async Task Configs_AlterDescribeDelete_TellValuesAndWhereTheyAreFrom()
    {
        await CreateAsync();
        var entity = $"--entity-type topics --entity-name {_topic}";

        await LinesAsync($"kafka-configs $B --alter {entity} --add-config max.message.bytes=2000,cleanup.policy=[compact,delete]");
        var altered = await LinesAsync($"kafka-configs $B --describe {entity}");
        await LinesAsync($"kafka-configs $B --alter {entity} --delete-config max.message.bytes,cleanup.policy");
        var back = await LinesAsync($"kafka-configs $B --describe {entity}");
        var wrong = await RunAsync($"kafka-configs $B --alter {entity} --add-config retention.ms=soon");

        Assert.Equal(
            [
                $"Dynamic configs for topic {_topic} are:",
                "cleanup.policy=compact,delete sensitive=false synonyms={DYNAMIC_TOPIC_CONFIG:cleanup.policy=compact,delete, "
                    + "DEFAULT_CONFIG:log.cleanup.policy=delete}",
                "max.message.bytes=2000 sensitive=false synonyms={DYNAMIC_TOPIC_CONFIG:max.message.bytes=2000, "
                    + "DEFAULT_CONFIG:message.max.bytes=1048588}",
            ],
            altered);
        Assert.Equal([$"Dynamic configs for topic {_topic} are:"], back);
        Assert.Contains("Invalid value soon for configuration retention.ms: Not a number of type LONG", wrong.Error);
    }

    [Fact]
    public async Task Console_KeysAndHeaders_AreProducedAndConsumed()
    {
        await CreateAsync();
        var producer = "--reader-property parse.key=true --reader-property key.separator=: --reader-property parse.headers=true";
        var consumer = "--formatter-property print.key=true --formatter-property print.headers=true --formatter-property print.offset=true";

        await LinesAsync(
            $"kafka-console-producer $B --topic {_topic} --compression-codec zstd {producer}", "a:1,b:2\tk1:one\na:\tk2:two\n");
        var read = await LinesAsync(
            $"kafka-console-consumer $B --topic {_topic} --from-beginning --max-messages 2 --timeout-ms 20000 {consumer}");

        Assert.Equal(["Offset:0 a:1,b:2 k1 one", "Offset:1 a: k2 two"], read);
    }

    [Fact]
    public async Task GetOffsetsAndDeleteRecords_EachKindOfTime_TellTheOffset()
    {
        await CreateAsync();
        await LinesAsync($"kafka-console-producer $B --topic {_topic}", "one\ntwo\nthree\n");
        var orders = Path.GetTempFileName();
        await File.WriteAllTextAsync(orders, $$"""{"partitions":[{"topic":"{{_topic}}","partition":0,"offset":1}],"version":1}""");

        Assert.Equal(
            ["Executing records delete operation", "Records delete operation completed:", $"partition: {_topic}-0 low_watermark: 1"],
            await LinesAsync($"kafka-delete-records $B --offset-json-file {orders}"));

        File.Delete(orders);
        Task<string[]> At(string time) => LinesAsync($"kafka-get-offsets $B --topic {_topic} --time {time}");
        Assert.Equal([$"{_topic}:0:1"], await At("earliest"));
        Assert.Equal([$"{_topic}:0:3"], await At("latest"));
        Assert.Equal([$"{_topic}:0:1"], await At("1700000000000"));
        Assert.Matches($"^{_topic}:0:[012]$", (await At("max-timestamp")).Single());
        Assert.Equal([$"{_topic}:0:1"], await At("-4"));
        Assert.Empty(await At("-5"));
    }

    [Fact]
    public async Task Cluster_IdAndVersions_AreTold()
    {
        var id = await LinesAsync("kafka-cluster cluster-id $B");
        var versions = await LinesAsync("kafka-broker-api-versions $B");

        Assert.Matches("^Cluster ID: [A-Za-z0-9_-]{22}$", id.Single());
        Assert.Equal($"{BootstrapServers} (id: 1 rack: null isFenced: false) -> (", versions[0]);
        Assert.Contains("ApiVersions(18): 0 to 4 [usable: 4],", versions);
        Assert.Contains("JoinGroup(11): 0 to 9 [usable: 9],", versions);
    }

    [Fact]
    public async Task LogDirs_OfATopic_TellTheSizeOfEachPartition()
    {
        await CreateAsync();
        await LinesAsync($"kafka-console-producer $B --topic {_topic}", "one\n");

        var described = await LinesAsync($"kafka-log-dirs $B --describe --topic-list {_topic}");

        Assert.Equal(
            ["Querying brokers for log directories information", "Received log directory information from brokers 1"], described[..2]);
        Assert.Matches(
            $$"""^\{"brokers":\[\{"broker":1,"logDirs":\[\{"partitions":"""
                + $$"""\[\{"partition":"{{_topic}}-0","size":[1-9]\d+,"offsetLag":0,"isFuture":false"""
                + """\}\],"error":null,"logDir":"[^"]+"\}\]\}\],"version":1\}$""",
            described[2]);
    }

    [Fact]
    public async Task PerfTests_EachWay_CountAllRecords()
    {
        await CreateAsync();

        var sent = await LinesAsync(
            $"kafka-producer-perf-test --topic {_topic} --num-records 3000 --record-size 100 --throughput -1 --command-property "
                + $"bootstrap.servers={BootstrapServers}");
        var read = await LinesAsync($"kafka-consumer-perf-test $B --topic {_topic} --num-records 3000 --timeout 20000 --hide-header");

        Assert.StartsWith("3000 records sent, ", sent[^1]);
        Assert.Contains(", 3000, ", read[^1]);
    }

    [Fact]
    public async Task VerifiableClients_ProduceAndConsume_ReportEachStep()
    {
        await CreateAsync();

        // A process of its own: it reports what was acknowledged while its JVM ends.
        await using var producer = ProgramUnderTest.StartCommand(
            "kafka-verifiable-producer",
            Path.Combine(JavaProgram.KafkaHome, "bin", "kafka-verifiable-producer.sh"),
            ["--bootstrap-server", BootstrapServers, "--topic", _topic, "--max-messages", "3", "--value-prefix", "7"]);
        Assert.Equal(0, await producer.WaitForExitAsync(TimeSpan.FromSeconds(60), Cancel));
        var sent = producer.StandardOutput.Split('\n');
        var read = await LinesAsync(
            $"kafka-verifiable-consumer $B --topic {_topic} --group-id {_topic} --max-messages 3 --reset-policy earliest");

        Assert.Equal(["7.0", "7.1", "7.2"], sent.Where(l => l.Contains("producer_send_success")).Select(l => l.Split('"')[11]));
        Assert.Contains(read, l => l.Contains($$"""partitions_assigned","partitions":[{"topic":"{{_topic}}","partition":0}]"""));
        Assert.Contains(read, l => l.Contains($$"""[{"topic":"{{_topic}}","partition":0,"offset":3}],"success":true"""));
    }

    private async Task CreateAsync() => await LinesAsync($"kafka-topics $B --create --topic {_topic}");

    private Task<ToolResult> RunAsync(string command, string input = "") =>
        tools.RunAsync(command.Replace("$B", $"--bootstrap-server {BootstrapServers}", StringComparison.Ordinal), input);

    private async Task<string[]> LinesAsync(string command, string input = "")
    {
        var result = await RunAsync(command, input);
        Assert.True(result.Status == 0, $"{command}: {result.Status}\n{result.Output}\n{result.Error}");
        return result.Lines;
    }
}
