namespace MsaSample.Kafka.Tests.Tools;

public sealed class TopicsTests(BrokerFixture broker) : IClassFixture<BrokerFixture>
{
    [Fact]
    public async Task Create_ThenDescribe_ShowsPartitionsAndSettings()
    {
        var created = await broker.RunAsync(
            "topics --create --topic shown --partitions 2 --replication-factor 1 --config retention.ms=1000000");
        var described = await broker.RunAsync("topics --describe --topic shown");

        Assert.Equal("Created topic shown.\n", created);
        Assert.Matches(
            "^Topic: shown\tTopicId: [\\w-]{22}\tPartitionCount: 2\tReplicationFactor: 1\tConfigs: .*retention.ms=1000000.*\n"
            + "\tTopic: shown\tPartition: 0\tLeader: 1\tReplicas: 1\tIsr: 1\tElr: \tLastKnownElr: \n"
            + "\tTopic: shown\tPartition: 1\tLeader: 1\tReplicas: 1\tIsr: 1\tElr: \tLastKnownElr: \n$",
            described);
    }

    [Fact]
    public async Task Create_ThatExists_FailsUnlessToldOtherwise()
    {
        await broker.RunAsync("topics --create --topic twice");

        var again = await broker.TryAsync("topics --create --topic twice");
        Assert.Equal(new ToolRun(1, "", "Error while executing topic command : Topic 'twice' already exists.\n"), again);
        Assert.Equal("", await broker.RunAsync("topics --create --topic twice --if-not-exists"));
    }

    [Fact]
    public async Task List_Regex_TakesWholeNames()
    {
        foreach (var topic in new[] { "list-a", "list-b", "list-b2", "unlisted-b" })
            await broker.RunAsync($"topics --create --topic {topic}");

        Assert.Equal("list-a\nlist-b\n", await broker.RunAsync("topics --list --topic list-."));
        Assert.Equal("list-a\nlist-b2\n", await broker.RunAsync("topics --list --topic list-a,list-b2"));
    }

    [Fact]
    public async Task Alter_MorePartitions_AreThere()
    {
        await broker.RunAsync("topics --create --topic grows --partitions 1");

        Assert.Equal("", await broker.RunAsync("topics --alter --topic grows --partitions 3"));
        Assert.Equal("grows:0:0\ngrows:1:0\ngrows:2:0\n", await broker.RunAsync("get-offsets --topic grows"));
        Assert.Equal(1, (await broker.TryAsync("topics --alter --topic grows --partitions 2")).ExitCode);
    }

    [Fact]
    public async Task Delete_ThenAgain_FailsUnlessToldOtherwise()
    {
        await broker.RunAsync("topics --create --topic gone");

        Assert.Equal("", await broker.RunAsync("topics --delete --topic gone"));
        var again = await broker.TryAsync("topics --delete --topic gone");
        Assert.Equal(new ToolRun(1, "", "Error while executing topic command : Topic 'gone' does not exist as expected\n"), again);
        Assert.Equal("", await broker.RunAsync("topics --delete --topic gone --if-exists"));
    }
}
