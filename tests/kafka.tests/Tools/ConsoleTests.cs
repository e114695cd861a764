using System.IO.Pipelines;
using System.Text;
using MsaSample.Kafka.Commands;
using MsaSample.Testing;

namespace MsaSample.Kafka.Tests.Tools;

/// <summary>console-producer and console-consumer, one after the other.</summary>
public sealed class ConsoleTests(BrokerFixture broker) : IClassFixture<BrokerFixture>
{
    [Fact]
    public async Task Produce_Lines_AreConsumedInOrder()
    {
        await broker.RunAsync("console-producer --topic lines", "one\r\ntwo\n\nlast");

        var run = await broker.TryAsync("console-consumer --topic lines --from-beginning --max-messages 4");

        Assert.Equal(new ToolRun(0, "one\ntwo\n\nlast\n", "Processed a total of 4 messages\n"), run);
    }

    [Theory]
    [InlineData("none")]
    [InlineData("gzip")]
    [InlineData("snappy")]
    [InlineData("lz4")]
    [InlineData("zstd")]
    public async Task Produce_EveryCodec_IsConsumed(string codec)
    {
        await broker.RunAsync($"console-producer --topic {codec} --compression-codec {codec}", "übel\n");

        Assert.Equal("übel\n", await broker.RunAsync($"console-consumer --topic {codec} --from-beginning --max-messages 1"));
    }

    [Fact]
    public async Task Produce_KeyAndHeaders_ArePrinted()
    {
        await broker.RunAsync(
            "console-producer --topic parts --reader-property parse.key=true --property parse.headers=true "
            + "--reader-property key.separator=; --reader-property null.marker=NIL --sync",
            "h1:x,h2:NIL\tk;v\nNIL\tNIL;NIL\n");

        var printed = await broker.RunAsync(
            "console-consumer --topic parts --partition 0 --offset earliest --max-messages 2 "
            + "--property print.key=true --formatter-property print.headers=true"
            + " --formatter-property print.offset=true --formatter-property print.partition=true --formatter-property key.separator=|");

        Assert.Equal("Partition:0|Offset:0|h1:x,h2:null|k|v\nPartition:0|Offset:1|NO_HEADERS|null|null\n", printed);
    }

    [Fact]
    public async Task Produce_LineWithoutKey_StopsThere()
    {
        var run = await broker.TryAsync("console-producer --topic keyless --reader-property parse.key=true", "a\tb\nnone\n");

        Assert.Equal(new ToolRun(1, "", "No key separator found on line number 2: 'none'\n"), run);
        Assert.Equal("b\n", await broker.RunAsync("console-consumer --topic keyless --from-beginning --max-messages 1"));
    }

    [Fact]
    public async Task Consume_InAGroup_GoesOnWhereItWas()
    {
        await broker.RunAsync("console-producer --topic resumed", "1\n2\n3\n");

        Assert.Equal(
            "1\n2\n", await broker.RunAsync("console-consumer --topic resumed --group resuming --from-beginning --max-messages 2"));
        Assert.Equal("3\n", await broker.RunAsync("console-consumer --topic resumed --group resuming --max-messages 1"));
    }

    [Fact]
    public async Task Consume_OffsetAndTimeout_EndsWhenNothingComes()
    {
        await broker.RunAsync("console-producer --topic some", "1\n2\n3\n");

        var run = await broker.TryAsync("console-consumer --topic some --partition 0 --offset 1 --timeout-ms 1500");

        Assert.Equal(new ToolRun(0, "2\n3\n", "Processed a total of 2 messages\n"), run);
    }

    [Fact]
    public async Task Consume_CtrlC_EndsWithTheCount()
    {
        await using var program = ProgramUnderTest.Start(
            "MsaSample.Kafka", ["console-consumer", "--topic", "endless", "--from-beginning", "--bootstrap-server", broker.Server]);
        await broker.RunAsync("console-producer --topic endless", "only\n");
        await program.WaitForLineAsync("^only$", ct: TestContext.Current.CancellationToken);

        Signals.PressCtrlC(program.Pid);

        Assert.Equal(0, await program.WaitForExitAsync(ct: TestContext.Current.CancellationToken));
        Assert.Contains("Processed a total of 1 messages", program.Tail());
    }

    [Fact]
    public async Task Produce_CtrlCWhileItReads_EndsWithEverythingSent()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var keyboard = new Pipe();
        using var terminal = new Terminal(keyboard.Reader.AsStream(), new MemoryStream(), TextWriter.Null, stop.Token);
        var producing = Tool.RunAsync(["console-producer", "--topic", "typed", "--bootstrap-server", broker.Server], terminal);
        await keyboard.Writer.WriteAsync("one\n"u8.ToArray(), TestContext.Current.CancellationToken);
        Assert.Equal("one\n", await broker.RunAsync("console-consumer --topic typed --from-beginning --max-messages 1"));

        await stop.CancelAsync();

        Assert.Equal(0, await producing.WaitAsync(TimeSpan.FromSeconds(10), TimeProvider.System, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Produce_BytesThatAreNoText_PassThrough()
    {
        var bytes = Enumerable.Range(0, 256).Select(i => (byte)i).Except("\r\n"u8.ToArray()).ToArray();
        using (var terminal = new Terminal(
            new MemoryStream(bytes), new MemoryStream(), TextWriter.Null, TestContext.Current.CancellationToken))
            Assert.Equal(0, await Tool.RunAsync(["console-producer", "--topic", "bytes", "--bootstrap-server", broker.Server], terminal));

        var output = new MemoryStream();
        using (var terminal = new Terminal(new MemoryStream(), output, TextWriter.Null, TestContext.Current.CancellationToken))
            await Tool.RunAsync(
                ["console-consumer", "--topic", "bytes", "--from-beginning", "--max-messages", "1", "--bootstrap-server", broker.Server],
                terminal);

        Assert.Equal([.. bytes, .. "\n"u8], output.ToArray());
        Assert.NotEqual(Encoding.UTF8.GetString(bytes), Encoding.Latin1.GetString(bytes));
    }
}
