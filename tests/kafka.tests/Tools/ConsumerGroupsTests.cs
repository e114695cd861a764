using MsaSample.Testing;

namespace MsaSample.Kafka.Tests.Tools;

public sealed class ConsumerGroupsTests(BrokerFixture broker) : IClassFixture<BrokerFixture>
{
    private const string Header = "GROUP           TOPIC           PARTITION  NEW-OFFSET\n";

    [Fact]
    public async Task Describe_GroupWithoutMembers_ShowsOffsetsAndLag()
    {
        await ReadAsync("described", "describing", read: 2);

        var run = await broker.TryAsync("consumer-groups --describe --group describing");

        Assert.Equal(
            new ToolRun(
                0,
                "\nGROUP           TOPIC           PARTITION  CURRENT-OFFSET  LOG-END-OFFSET  LAG             "
                + "CONSUMER-ID     HOST            CLIENT-ID\n"
                + "describing      described       0          2               3               1               "
                + "-               -               -\n",
                "\nConsumer group 'describing' has no active members.\n"),
            run);
    }

    [Fact]
    public async Task Describe_GroupWithAMember_ShowsIt()
    {
        await broker.RunAsync("console-producer --topic watched", "1\n");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var consuming = ToolRun.OfAsync(
            $"console-consumer --topic watched --group watching --from-beginning --command-property client.id=watcher "
            + $"--bootstrap-server {broker.Server}",
            stopped: stop.Token);

        await Eventually.Passes(
            "the member has the partition",
            async () => Assert.Matches(
                "watching +watcher-[\\w-]+ +/127.0.0.1 +watcher +1 +\n",
                await broker.RunAsync("consumer-groups --describe --group watching --members")),
            ct: TestContext.Current.CancellationToken);
        Assert.Matches(
            "watching +127.0.0.1:[0-9]+ +\\(1\\) +range +Stable +1\n",
            await broker.RunAsync("consumer-groups --describe --group watching --state"));
        var reset = await broker.TryAsync("consumer-groups --reset-offsets --group watching --all-topics --to-earliest --execute");
        Assert.Equal(1, reset.ExitCode);
        Assert.EndsWith(
            "Assignments can only be reset if the group 'watching' is inactive, but the current state is Stable.\n", reset.Error);

        await stop.CancelAsync();
        Assert.Equal("Processed a total of 1 messages\n", (await consuming).Error);
    }

    [Fact]
    public async Task Describe_UnknownGroup_Fails() => Assert.Equal(
        new ToolRun(1, "", "Error: Executing consumer group command failed due to Group nobody not found.\n"),
        await broker.TryAsync("consumer-groups --describe --group nobody"));

    [Theory]
    [InlineData("--to-earliest", 0)]
    [InlineData("--to-latest", 3)]
    [InlineData("--to-current", 2)]
    [InlineData("--to-offset 1", 1)]
    [InlineData("--to-offset 9", 3)]
    [InlineData("--shift-by -1", 1)]
    [InlineData("--shift-by -9", 0)]
    [InlineData("--to-datetime 2020-01-01T00:00:00.000", 0)]
    [InlineData("--by-duration PT1H", 0)]
    public async Task ResetOffsets_EveryTarget_IsPlannedAndThenDone(string target, int expected)
    {
        var name = "r" + Guid.CreateVersion7().ToString("N")[18..];
        await ReadAsync(name, name, read: 2);

        var planned = await broker.RunAsync($"consumer-groups --reset-offsets --group {name} --topic {name} {target} --dry-run");
        Assert.Equal("2", await CurrentAsync(name));
        var done = await broker.RunAsync($"consumer-groups --reset-offsets --group {name} --all-topics {target} --execute");

        Assert.Equal($"\n{Header}{name,-15} {name,-15} 0          {expected}\n", planned);
        Assert.Equal(planned, done);
        Assert.Equal($"{expected}", await CurrentAsync(name));
    }

    [Fact]
    public async Task ResetOffsets_WithoutExecute_SaysThatNothingChanged()
    {
        await ReadAsync("careful", "careful", read: 1);

        var run = await broker.TryAsync("consumer-groups --reset-offsets --group careful --topic careful:0 --to-latest");

        Assert.Equal($"\n{Header}careful         careful         0          3\n", run.Output);
        Assert.StartsWith("WARN: nothing was changed", run.Error);
        Assert.Equal("1", await CurrentAsync("careful"));
    }

    [Fact]
    public async Task Delete_OffsetsThenGroup_AreGone()
    {
        await ReadAsync("forgotten", "forgetting", read: 1);

        Assert.Equal(
            "Request succeeded for deleting offsets from group forgetting.\n\n"
            + "TOPIC           PARTITION  STATUS         \nforgotten       0          Successful     \n",
            await broker.RunAsync("consumer-groups --delete-offsets --group forgetting --topic forgotten"));
        Assert.Equal("", await broker.RunAsync("consumer-groups --describe --group forgetting"));
        Assert.Equal(
            "Deletion of requested consumer groups ('forgetting') was successful.\n",
            await broker.RunAsync("consumer-groups --delete --group forgetting"));
        Assert.Equal(
            new ToolRun(
                1,
                "",
                "Error: Deletion of some consumer groups failed:\n"
                + "* Group 'forgetting' could not be deleted due to: The group id does not exist\n"),
            await broker.TryAsync("consumer-groups --delete --group forgetting"));
    }

    [Fact]
    public async Task List_WithState_HasColumns()
    {
        await ReadAsync("listed", "listing", read: 1);

        Assert.Contains("listing\n", await broker.RunAsync("consumer-groups --list"));
        Assert.Matches(
            "^GROUP +TYPE +STATE +\n(.*\n)*listing +Classic +Empty +\n", await broker.RunAsync("consumer-groups --list --state --type"));
        Assert.DoesNotContain("listing", await broker.RunAsync("consumer-groups --list --state stable"));
    }

    /// <summary>Writes three records and reads some of them as a group.</summary>
    private async Task ReadAsync(string topic, string group, int read)
    {
        await broker.RunAsync($"console-producer --topic {topic}", "1\n2\n3\n");
        await broker.RunAsync($"console-consumer --topic {topic} --group {group} --from-beginning --max-messages {read}");
    }

    private async Task<string> CurrentAsync(string group) =>
        (await broker.RunAsync($"consumer-groups --describe --group {group}")).Split('\n')[2].Split(
            ' ', StringSplitOptions.RemoveEmptyEntries)[3];
}
