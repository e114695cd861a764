namespace MsaSample.Kafka.Tests.Tools;

public sealed class GetOffsetsTests(BrokerFixture broker) : IClassFixture<BrokerFixture>
{
    [Theory]
    [InlineData("--topic read.a", "read.a:0:0\nread.a:1:0\nread.a:2:2\n")]
    [InlineData("--topic read.a --time earliest --partitions 0,2", "read.a:0:0\nread.a:2:0\n")]
    [InlineData("--topic read.a --time -3", "read.a:2:1\n")]
    [InlineData("--topic read.a --time 1000", "read.a:2:0\n")]
    [InlineData("--topic read.a --time 9999999999999", "")]
    [InlineData("--topic-partitions read.a:1-,read.b", "read.a:1:0\nread.a:2:2\nread.b:0:0\n")]
    [InlineData("--topic-partitions read.a:-1,read.b:0", "read.a:0:0\nread.b:0:0\n")]
    [InlineData("--topic read.* --partitions 0 --exclude-internal-topics", "read.a:0:0\nread.b:0:0\n")]
    public async Task Run_EverySelection_PrintsALineEach(string options, string lines)
    {
        await broker.RunAsync("topics --create --topic read.b --partitions 1 --if-not-exists");
        if ((await broker.TryAsync("topics --create --topic read.a --partitions 3")).ExitCode == 0)
            // The key b belongs to partition 2.
            await broker.RunAsync("console-producer --topic read.a --sync --reader-property parse.key=true", "b\t1\nb\t2\n");

        var printed = await broker.RunAsync($"get-offsets {options}");

        Assert.Equal(lines, printed);
    }

    [Fact]
    public async Task Run_NothingMatches_Fails() => Assert.Equal(
        new ToolRun(1, "", "Error occurred: Could not match any topic-partitions with the specified filters\n"),
            await broker.TryAsync("get-offsets --topic nothing"));
}
