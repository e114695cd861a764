namespace MsaSample.Kafka.Tests.Tools;

public sealed class ConfigsTests(BrokerFixture broker) : IClassFixture<BrokerFixture>
{
    [Fact]
    public async Task Alter_AddThenDelete_ShowsInDescribe()
    {
        await broker.RunAsync("topics --create --topic tuned");

        Assert.Equal(
            "Completed updating config for topic tuned.\n",
            await broker.RunAsync(
                "configs --alter --entity-type topics --entity-name tuned --add-config retention.ms=5000,cleanup.policy=[compact,delete]"));
        var described = await broker.RunAsync("configs --describe --topic tuned");
        await broker.RunAsync("configs --alter --topic tuned --delete-config retention.ms,cleanup.policy");

        Assert.StartsWith(
            "Dynamic configs for topic tuned are:\n"
            + "  cleanup.policy=compact,delete sensitive=false synonyms={DYNAMIC_TOPIC_CONFIG:cleanup.policy=compact,delete",
            described);
        Assert.Contains("\n  retention.ms=5000 sensitive=false synonyms={DYNAMIC_TOPIC_CONFIG:retention.ms=5000", described);
        Assert.Equal("Dynamic configs for topic tuned are:\n", await broker.RunAsync("configs --describe --topic tuned"));
    }

    [Fact]
    public async Task Describe_AllOfABroker_ShowsItsId() =>
        Assert.StartsWith(
            "All configs for broker 1 are:\n", await broker.RunAsync("configs --describe --entity-type brokers --entity-name 1 --all"));

    [Theory]
    [InlineData(
        "--describe --entity-type topics --entity-name none", 0, "The topic 'none' doesn't exist and doesn't have dynamic config.\n", "")]
    [InlineData(
        "--describe --entity-type brokers --entity-name 7", 0, "The broker '7' doesn't exist and doesn't have dynamic config.\n", "")]
    [InlineData(
        "--alter --topic t", 1, "", "At least one of --add-config, --add-config-file, or --delete-config must be specified with --alter\n")]
    [InlineData("--describe --entity-type topic", 1, "", "Invalid entity type topic, the entity type must be one of topics, brokers\n")]
    public async Task Run_UnknownEntity_IsReported(string options, int exitCode, string output, string error) =>
        Assert.Equal(new ToolRun(exitCode, output, error), await broker.TryAsync($"configs {options}"));

    [Fact]
    public async Task Alter_UnknownSetting_PrintsTheBrokersError()
    {
        await broker.RunAsync("topics --create --topic untuned");

        var run = await broker.TryAsync("configs --alter --topic untuned --add-config no.such=1");

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("Error while executing config command: Unknown topic config name: no.such", run.Error);
    }
}
