namespace MsaSample.Broker.Tests.Clients;

/// <content>Groups and their offsets.</content>
public abstract partial class KafkaToolsContract
{
    [Fact]
    public async Task ConsumerGroups_DescribeAfterConsuming_TellsOffsetsStateAndMembers()
    {
        await ConsumeAsync(2);

        var offsets = await LinesAsync($"kafka-consumer-groups $B --describe --group {_topic}");
        var state = await LinesAsync($"kafka-consumer-groups $B --describe --group {_topic} --state");
        var members = await LinesAsync($"kafka-consumer-groups $B --describe --group {_topic} --members");

        Assert.Equal(
            ["GROUP TOPIC PARTITION CURRENT-OFFSET LOG-END-OFFSET LAG CONSUMER-ID HOST CLIENT-ID", $"{_topic} {_topic} 0 2 3 1 - - -"],
            offsets);
        Assert.Equal(
            ["GROUP COORDINATOR (ID) ASSIGNMENT-STRATEGY STATE #MEMBERS", $"{_topic} {BootstrapServers} (1) - Empty 0"], state);
        Assert.Equal(["GROUP CONSUMER-ID HOST CLIENT-ID #PARTITIONS"], members);
    }

    [Fact]
    public async Task ConsumerGroups_ListAndGroups_ShowTheGroup()
    {
        await ConsumeAsync(3);

        Assert.Contains(_topic, await LinesAsync("kafka-consumer-groups $B --list"));
        Assert.Contains($"{_topic} Empty", await LinesAsync("kafka-consumer-groups $B --list --state"));
        Assert.Contains($"{_topic} Classic consumer", await LinesAsync("kafka-groups $B --list"));
    }

    [Theory]
    [InlineData("--to-earliest", 0)]
    [InlineData("--to-latest", 3)]
    [InlineData("--shift-by -1", 1)]
    [InlineData("--to-datetime 2023-11-14T22:13:20.000", 0)]
    [InlineData("--to-offset 2", 2)]
    public async Task ConsumerGroups_ResetOffsets_MovesThem(string how, int expected)
    {
        await ConsumeAsync(2);
        var reset = $"kafka-consumer-groups $B --reset-offsets --group {_topic} --topic {_topic} {how}";

        var dry = await LinesAsync($"{reset} --dry-run");
        var unmoved = await LinesAsync($"kafka-consumer-groups $B --describe --group {_topic}");
        var moved = await LinesAsync($"{reset} --execute");
        var after = await LinesAsync($"kafka-consumer-groups $B --describe --group {_topic}");

        Assert.Equal(["GROUP TOPIC PARTITION NEW-OFFSET", $"{_topic} {_topic} 0 {expected}"], dry);
        Assert.Equal(dry, moved);
        Assert.Equal($"{_topic} {_topic} 0 2 3 1 - - -", unmoved[1]);
        Assert.Equal($"{_topic} {_topic} 0 {expected} 3 {3 - expected} - - -", after[1]);
    }

    [Fact]
    public async Task ConsumerGroups_DeleteOffsetsAndGroup_AreGone()
    {
        await ConsumeAsync(3);

        var offsets = await LinesAsync($"kafka-consumer-groups $B --delete-offsets --group {_topic} --topic {_topic}");
        var group = await LinesAsync($"kafka-consumer-groups $B --delete --group {_topic}");
        var gone = await RunAsync($"kafka-consumer-groups $B --describe --group {_topic}");

        Assert.Equal(
            [$"Request succeeded for deleting offsets from group {_topic}.", "TOPIC PARTITION STATUS", $"{_topic} 0 Successful"], offsets);
        Assert.Equal([$"Deletion of requested consumer groups ('{_topic}') was successful."], group);
        Assert.Contains($"GroupIdNotFoundException: Group {_topic} not found.", gone.Output);
    }

    /// <summary>Writes three records and reads some of them in a group named like the topic.</summary>
    private async Task ConsumeAsync(int count)
    {
        await CreateAsync();
        await LinesAsync($"kafka-console-producer $B --topic {_topic}", "one\ntwo\nthree\n");
        Assert.Equal(count, (await LinesAsync(
            $"kafka-console-consumer $B --topic {_topic} --group {_topic} --from-beginning "
                + $"--max-messages {count} --timeout-ms 20000")).Length);
    }
}
