using System.Text.RegularExpressions;
using MsaSample.Testing;

namespace MsaSample.Kafka.Tests.Tools;

/// <summary>Runs Kafka's own tool and ours against the same broker: what they print must be the same, byte for byte.</summary>
public sealed partial class OfficialToolTests(BrokerFixture broker) : IClassFixture<BrokerFixture>
{
    [Theory]
    [InlineData("topics --describe --topic same")]
    [InlineData("configs --describe --topic same --all")]
    [InlineData("configs --describe --entity-type brokers")]
    [InlineData("get-offsets --topic-partitions same:0-1 --time -3")]
    [InlineData("consumer-groups --list --state --type")]
    [InlineData("consumer-groups --describe --all-groups --verbose")]
    [InlineData("consumer-groups --describe --group readers --members --verbose")]
    [InlineData("consumer-groups --describe --group readers --state")]
    [InlineData("consumer-groups --reset-offsets --group readers --topic same:0 --to-offset 9 --dry-run")]
    [InlineData(
        "console-consumer --topic same --partition 0 --offset earliest --max-messages 3 "
        + "--formatter-property print.key=true --formatter-property print.timestamp=true "
        + "--formatter-property print.headers=true --formatter-property print.epoch=true")]
    public async Task Look_BothTools_PrintTheSame(string commandLine)
    {
        Requires.ApacheKafka();
        await PrepareAsync();

        Assert.Equal(await OfficialAsync(commandLine), await broker.RunAsync(commandLine));
    }

    [Theory]
    [InlineData("topics --create --topic new_X --partitions 2")]
    [InlineData("configs --alter --topic same --add-config retention.ms=70000,cleanup.policy=[compact,delete]")]
    [InlineData(
        "consumer-groups --reset-offsets --group groupX --topic same:0 --to-earliest --execute",
        "consumer-groups --delete-offsets --group groupX --topic same:0",
        "consumer-groups --delete --group groupX")]
    public async Task Change_BothTools_SayTheSame(params string[] commandLines)
    {
        Requires.ApacheKafka();
        await PrepareAsync();

        // Each tool changes things of its own: theirs and ours have names of one length.
        foreach (var commandLine in commandLines)
            Assert.Equal(
                (await OfficialAsync(commandLine.Replace('X', '1'))).Replace("1", "2"),
                (await broker.RunAsync(commandLine.Replace('X', '2'))).Replace("1", "2"));
    }

    [Fact]
    public async Task Produce_BothTools_ChooseTheSamePartition()
    {
        Requires.ApacheKafka();
        await broker.RunAsync("topics --create --topic keyed1 --partitions 7");
        await broker.RunAsync("topics --create --topic keyed2 --partitions 7");
        var lines = string.Concat(Enumerable.Range(1, 40).Select(i => $"key-{i}:{i}\n"));
        const string Options = "--reader-property parse.key=true --reader-property key.separator=:";

        await OfficialAsync($"console-producer --topic keyed1 {Options}", lines);
        await broker.RunAsync($"console-producer --topic keyed2 {Options}", lines);

        Assert.Equal(
            (await broker.RunAsync("get-offsets --topic keyed1")).Replace("keyed1", "keyed2"),
            await broker.RunAsync("get-offsets --topic keyed2"));
    }

    private async Task PrepareAsync()
    {
        if ((await broker.TryAsync("topics --create --topic same --partitions 2 --config segment.bytes=2000000")).ExitCode != 0)
            return;

        await broker.RunAsync(
            "console-producer --topic same --sync --reader-property parse.key=true --reader-property parse.headers=true",
            "x:1,y:2\ta\tv1\nx:3\ta\tv2\nz:\ta\tv3\n");
        await broker.RunAsync("console-consumer --topic same --group readers --from-beginning --max-messages 2");
    }

    private async Task<string> OfficialAsync(string commandLine, string input = "")
    {
        var words = commandLine.Split(' ', 2);
        await using var tool = ProgramUnderTest.StartCommand(
            words[0],
            "bash",
            ["-c", $"printf %s \"$INPUT\" | \"$KAFKA_HOME/bin/kafka-{words[0]}.sh\" --bootstrap-server {broker.Server} {Quoted(words[1])}"],
            environment: new Dictionary<string, string>
            {
                ["INPUT"] = input,
                ["KAFKA_HEAP_OPTS"] = "-Xmx128m -XX:+UseSerialGC -XX:TieredStopAtLevel=1",
            });
        var exitCode = await tool.WaitForExitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);

        Assert.True(exitCode == 0, tool.Tail());
        return tool.StandardOutput;
    }

    private static string Quoted(string words) => Word().Replace(words, "'$0'");

    [GeneratedRegex(@"\S+")]
    private static partial Regex Word();
}
