using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Records;
using MsaSample.Broker.Storage;
using MsaSample.Broker.Tests.Network;
using MsaSample.Broker.Topics;
using MsaSample.Testing;

namespace MsaSample.Broker.Tests.Topics;

public sealed class StateTopicTests : IAsyncDisposable
{
    private const string Name = Topic.TransactionState;

    private readonly TempDirectory _data = new("state");
    private readonly FakeTimeProvider _clock = new();
    private readonly RecordedLog _lines = new();
    private LogDirectory _directory = null!;
    private StateTopic _state = null!;

    public StateTopicTests() => Start();

    [Fact]
    public async Task Replay_SomethingThatCannotBeRead_SkipsItWithItsOffsetAndGoesOn()
    {
        _state.Append("a", [(Bytes("good"), Bytes("1")), (Bytes("odd"), Bytes("2")), (Bytes("good"), Bytes("3"))]);
        await RestartAsync();

        var values = new List<string>();
        _state.Replay(record => values.Add(
            Encoding.UTF8.GetString(record.Key) == "odd"
                ? throw new KafkaProtocolException("a value of version 9")
                : Encoding.UTF8.GetString(record.Value!)));

        Assert.Equal(["1", "3"], values);
        Assert.Equal([$"Record at offset 1 of {Name}-0 cannot be read and is skipped: a value of version 9"], _lines.Lines);
    }

    [Fact]
    public async Task Replay_BatchDamagedOnDisk_SaysWhatIsLostAndKeepsTheRest()
    {
        for (var i = 0; i < 3; i++)
            _state.Append("a", [(Bytes("key"), Bytes($"{i}"))]);
        await RestartAsync(damage: true);

        Assert.Equal(["0"], Values());
        var line = Assert.Single(_lines.Lines);
        Assert.StartsWith($"Log {Name}-0 lost ", line, StringComparison.Ordinal);
        Assert.EndsWith("offsets 1 to 3 (exclusive)", line, StringComparison.Ordinal);
        Assert.Equal(3, _state.Append("a", [(Bytes("key"), Bytes("again"))]).BaseOffset);
        await RestartAsync();
        Assert.Equal(["0", "again"], Values());
    }

    [Fact]
    public async Task Replay_RecordsAreNoneOfTheirCount_SkipsTheBatch()
    {
        var batch = new RecordBatchBuilder().Add(0, Bytes("key"), Bytes("1")).Build();
        batch[RecordBatch.HeaderSize] = 0x7f; // longer than what follows
        RecordBatch.SealCrc(batch);
        _state.Append("a", [(Bytes("key"), Bytes("0"))]);
        await RestartAsync(appended: batch);

        Assert.Equal(["0"], Values());
        Assert.Contains($"Record at offset 1 of {Name}-0 cannot be read", Assert.Single(_lines.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public void Append_MoreThanABatchMayHold_IsRefusedAndSaysSo()
    {
        var result = _state.Append("a", [(Bytes("key"), new byte[1_100_000])]);

        Assert.Equal((ErrorCode.MessageTooLarge, 0L), (result.Error, _state.PartitionOf("a")!.Log.EndOffset));
        Assert.Contains($"1 records of a cannot be stored in {Name}-0", Assert.Single(_lines.Lines), StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        await _directory.DisposeAsync();
        _data.Dispose();
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private List<string> Values()
    {
        var values = new List<string>();
        _state.Replay(record => values.Add(Encoding.UTF8.GetString(record.Value!)));
        return values;
    }

    private void Start()
    {
        _directory = LogDirectory.Open(_data, StorageOptions.Default, _clock, _lines);
        _state = new StateTopic(
            new TopicCatalog(_directory, new TopicDefaults(), NullLogger<TopicCatalog>.Instance), _clock, Name, 1, _lines);
    }

    // Changes the file while no broker uses it; after an orderly stop the next start does not check it.
    private async Task RestartAsync(bool damage = false, byte[]? appended = null)
    {
        await _directory.DisposeAsync();
        var path = _data.File($"{Name}-0/{0:D20}.log");
        var bytes = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        if (damage)
            bytes[new RecordBatch(bytes).SizeInBytes + RecordBatch.HeaderSize] ^= 1;
        if (appended is not null)
            RecordBatch.SetPlace(appended, 1, 0);

        await File.WriteAllBytesAsync(path, [.. bytes, .. appended ?? []], TestContext.Current.CancellationToken);
        Start();
    }
}
