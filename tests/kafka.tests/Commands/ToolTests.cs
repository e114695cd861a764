using MsaSample.Kafka.Commands;
using MsaSample.Kafka.Tests.Tools;
using MsaSample.Testing;

namespace MsaSample.Kafka.Tests.Commands;

public sealed class ToolTests
{
    [Fact]
    public async Task Help_OfTheTool_NamesEveryCommand()
    {
        var run = await ToolRun.OfAsync("--help");

        Assert.Equal(0, run.ExitCode);
        Assert.All(Tool.Commands, command => Assert.Contains($"\n  {command.Name} ", run.Output));
    }

    [Fact]
    public async Task Help_OfACommand_HasALineForEachOption()
    {
        foreach (var command in Tool.Commands)
        {
            var run = await ToolRun.OfAsync($"{command.Name} --help");

            Assert.Equal(0, run.ExitCode);
            Assert.All(
                command.Description.AllOptions,
                option => Assert.Single(run.Output.Split('\n'), line => line.StartsWith($"  {option.Name} ")));
        }
    }

    [Theory]
    [InlineData("kafka-topics.sh --list", "there is no command kafka-topics.sh; did you mean topics?\n")]
    [InlineData("topics --lst", "there is no option --lst; did you mean --list?\n")]
    [InlineData("topics", "one of --create, --delete, --list, --describe, --alter is needed\n")]
    [InlineData(
        "get-offsets --time soon",
        "Error occurred: Malformed time argument soon. "
        + "Please use -1 or latest / -2 or earliest / -3 or max-timestamp, or a specified long format timestamp\n")]
    public async Task Run_WrongCommandLine_IsOneLineAndExitCode1(string commandLine, string line)
    {
        var run = await ToolRun.OfAsync(commandLine);

        Assert.Equal(new ToolRun(1, "", line), run);
    }

    [Fact]
    public async Task Run_NobodyListens_SaysSoSoon()
    {
        var run = await ToolRun.OfAsync($"topics --list --bootstrap-server 127.0.0.1:{FreePort.Next()}")
            .WaitAsync(TimeSpan.FromSeconds(15), TestContext.Current.CancellationToken);

        Assert.Equal(1, run.ExitCode);
        Assert.Matches("^Error while executing topic command : no Kafka answers at 127.0.0.1:[0-9]+: .*Connection refused.*\n$", run.Error);
    }

    [Fact]
    public async Task Run_UnknownClientSetting_IsOneLine()
    {
        using var directory = new TempDirectory("kafka-tool");
        await File.WriteAllTextAsync(directory.File("client.properties"), "no.such.setting=1", TestContext.Current.CancellationToken);

        var run = await ToolRun.OfAsync($"topics --list --command-config {directory.File("client.properties")}");

        Assert.Equal(new ToolRun(1, "", "No such configuration property: \"no.such.setting\"\n"), run);
    }
}
