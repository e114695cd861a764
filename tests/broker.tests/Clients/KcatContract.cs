using System.Text.Json;
using MsaSample.Testing;

namespace MsaSample.Broker.Tests.Clients;

/// <summary>What kcat, with the librdkafka 2.0.2 of 2023, may rely on.</summary>
public abstract class KcatContract(IBrokerUnderTest broker) : BrokerContract(broker)
{
    private readonly string _topic = ContractClient.NewName();

    public override ValueTask InitializeAsync()
    {
        Requires.Kcat();
        return base.InitializeAsync();
    }

    [Fact]
    public async Task Metadata_AsJson_NamesControllerTopicAndPartitions()
    {
        await ShellAsync("echo one | kcat -b $B -P -t $T");

        using var metadata = JsonDocument.Parse(await ShellAsync("kcat -b $B -L -J -t $T"));

        var topic = metadata.RootElement.GetProperty("topics")[0];
        var node = metadata.RootElement.GetProperty("brokers")[0].GetProperty("id").GetInt32();
        Assert.Equal(node, metadata.RootElement.GetProperty("controllerid").GetInt32());
        Assert.Equal(_topic, topic.GetProperty("topic").GetString());
        Assert.Equal(node, topic.GetProperty("partitions")[0].GetProperty("leader").GetInt32());
        Assert.Equal(node, topic.GetProperty("partitions")[0].GetProperty("isrs")[0].GetProperty("id").GetInt32());
    }

    [Theory]
    [InlineData("none", "")]
    [InlineData("gzip", "")]
    [InlineData("snappy", "")]
    [InlineData("lz4", "")]
    [InlineData("zstd", "")]
    [InlineData("lz4", "-X enable.idempotence=true")]
    public async Task Produce_EachCodec_IsReadBackInOrder(string codec, string more)
    {
        var output = await ShellAsync($"seq 1 200 | kcat -b $B -P -z {codec} {more} -t $T && kcat -b $B -C -t $T -o beginning -e -q");

        Assert.Equal(Enumerable.Range(1, 200).Select(i => $"{i}"), Lines(output));
    }

    [Fact]
    public async Task Produce_KeysHeadersAndNulls_ComeBackUnchanged()
    {
        var output = await ShellAsync(
            "printf 'k:v\\nk:\\n' | kcat -b $B -P -t $T -K: -Z -H a=1 -H a=2 -H b= && kcat -b $B -C -t $T -e -q -f '%k|%S|%h|%p|%o\\n'");

        Assert.Equal(["k|1|a=1,a=2,b=|0|0", "k|-1|a=1,a=2,b=|0|1"], Lines(output));
    }

    [Fact]
    public async Task Produce_CompressedValues_AreSmallerOnTheWayBack()
    {
        // Old librdkafka silently sends uncompressed batches when the broker does not advertise Produce v0.
        var log = await ShellAsync("head -c 100000 /dev/zero | tr '\\0' x | kcat -b $B -P -z gzip -t $T -d msg 2>&1");

        Assert.Matches(@"MessageSet with 1 message\(s\) \(\d{2,4} bytes", log);
    }

    [Fact]
    public async Task Query_ByTimestamp_TellsTheOffset()
    {
        var output = await ShellAsync(
            """
            seq 1 3 | kcat -b $B -P -t $T
            second=$(kcat -b $B -C -t $T -e -q -o 1 -c 1 -f %T)
            kcat -b $B -Q -t $T:0:1; kcat -b $B -Q -t $T:0:$((second + 60000)); kcat -b $B -Q -t $T:0:-2; kcat -b $B -Q -t $T:0:-1
            kcat -b $B -C -t $T -e -q -o s@1 -c 1
            """);

        Assert.Equal(
            [$"{_topic} [0] offset 0", $"{_topic} [0] offset -1", $"{_topic} [0] offset 0", $"{_topic} [0] offset 3", "1"], Lines(output));
    }

    [Fact]
    public async Task Group_SecondRun_GoesOnAtTheCommittedOffset()
    {
        const string Consume = "kcat -b $B -G $T -X auto.offset.reset=earliest -c 2 -q $T";

        var output = await ShellAsync($"seq 1 4 | kcat -b $B -P -t $T && {Consume} && echo then && {Consume}");

        Assert.Equal(["1", "2", "then", "3", "4"], Lines(output));
    }

    [Fact]
    public async Task Produce_InATransaction_IsReadWhenCommitted()
    {
        var output = await ShellAsync(
            "seq 1 3 | kcat -b $B -P -t $T -X transactional.id=$T && kcat -b $B -C -t $T -e -q -X isolation.level=read_committed");

        Assert.Equal(["1", "2", "3"], Lines(output));
    }

    [Fact]
    public async Task Consume_OffsetsFromBothEnds_AreWhereTheySay()
    {
        var output = await ShellAsync(
            "seq 1 5 | kcat -b $B -P -t $T && kcat -b $B -C -t $T -o 3 -e -q && kcat -b $B -C -t $T -o -1 -e -q && kcat -b $B -C "
                + "-t $T -o end -e -q");

        Assert.Equal(["4", "5", "5"], Lines(output));
    }

    private static string[] Lines(string output) => output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private async Task<string> ShellAsync(string script)
    {
        string[] arguments = ["-o", "pipefail", "-c", script];
        await using var shell = ProgramUnderTest.StartCommand("bash", "bash", arguments, environment: new Dictionary<string, string>
        {
            ["B"] = BootstrapServers,
            ["T"] = _topic,
        });
        var exitCode = await shell.WaitForExitAsync(TimeSpan.FromSeconds(60), Cancel);

        Assert.True(exitCode == 0, shell.Tail());
        return shell.StandardOutput;
    }
}
