using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using MsaSample.Broker.Protocol.Records;
using MsaSample.Broker.Storage;
using MsaSample.Testing;

namespace MsaSample.Broker.Tests.Storage.Compaction;

/// <summary>One compacted log with small segments, in a data directory of its own.</summary>
internal sealed class CompactionTesting : IAsyncDisposable
{
    public const string Name = "keys-0";

    private readonly TempDirectory _data = new("compaction");
    private readonly Guid _topicId = Guid.NewGuid();
    private readonly StorageOptions _options;
    private LogDirectory _directory;

    public CompactionTesting(LogConfig? config = null, StorageOptions? options = null)
    {
        Config = config ?? new LogConfig { SegmentBytes = 1000, IndexIntervalBytes = 200, CleanupPolicy = CleanupPolicy.Compact };
        // Compaction runs only when a test calls it.
        _options = (options ?? StorageOptions.Default) with { CleanerInterval = TimeSpan.FromDays(40) };
        _directory = LogDirectory.Open(_data, _options, Clock, NullLogger.Instance);
        Log = _directory.OpenLog(Name, Config, _topicId);
    }

    public FakeTimeProvider Clock { get; } = new(DateTimeOffset.FromUnixTimeMilliseconds(1_800_000_000_000));

    public LogConfig Config { get; set; }

    public PartitionLog Log { get; private set; }

    public string LogPath => _data.File(Name);

    public long Now => Clock.GetUtcNow().ToUnixTimeMilliseconds();

    public string[] Segments => [.. Directory.GetFiles(LogPath, "*.log").Order()];

    /// <summary>Appends one batch; a null value is a tombstone.</summary>
    public AppendResult Put(CompressionType codec, params (string Key, string? Value)[] records) =>
        Append(Batch(codec, (-1, -1, -1), false, records));

    public AppendResult Put(string key, string? value) => Put(CompressionType.None, (key, value));

    public AppendResult Append(byte[] batch, AppendOrigin origin = AppendOrigin.Client)
    {
        var result = Log.Append(batch, origin);
        Assert.Equal(Broker.Protocol.ErrorCode.None, result.Error);
        return result;
    }

    public byte[] Batch(
        CompressionType codec, (long, short, int) producer, bool transactional, params (string Key, string? Value)[] records)
    {
        var builder = new RecordBatchBuilder { Producer = producer };
        foreach (var (key, value) in records)
            builder.Add(Now, Encoding.UTF8.GetBytes(key), value is null ? null : Encoding.UTF8.GetBytes(value), ("header", [1, 2]));

        return builder.Build(codec: codec, transactional: transactional);
    }

    /// <summary>Fills the active segment with other records until it rolls, so that all earlier records can be compacted.</summary>
    public void Roll()
    {
        var segments = Segments.Length;
        while (Segments.Length == segments)
            Put("filling", new string('f', 100));
    }

    public int Compact() => _directory.Compact(CancellationToken.None);

    /// <summary>Closes the log cleanly and opens it again.</summary>
    public async Task ReopenAsync()
    {
        await _directory.DisposeAsync();
        _directory = LogDirectory.Open(_data, _options, Clock, NullLogger.Instance);
        Log = _directory.OpenLog(Name, Config, _topicId);
    }

    /// <summary>Every record with its offset and timestamp, without markers. An empty batch fails the test.</summary>
    public List<(long Offset, long Timestamp, string Key, string? Value)> Records() => Read(Log);

    public static List<(long Offset, long Timestamp, string Key, string? Value)> Read(PartitionLog log)
    {
        var records = new List<(long, long, string, string?)>();
        for (var offset = log.StartOffset; offset < log.EndOffset;)
        {
            var bytes = log.Read(offset, 1_000_000, atLeastOneBatch: true).Bytes();
            if (bytes.Length == 0)
                break;

            for (var at = 0; at < bytes.Length;)
            {
                var batch = new RecordBatch(bytes.AsSpan(at, (int)new RecordBatch(bytes.AsSpan(at)).SizeInBytes));
                Assert.True(batch.IsCrcValid() && batch.RecordCount > 0);
                if (!batch.Attributes.IsControl)
                    AddRecords(batch, records);
                at += (int)batch.SizeInBytes;
                offset = batch.LastOffset + 1;
            }
        }

        return records;
    }

    /// <summary>The last value of each key, as a reader of the whole log sees it.</summary>
    public static Dictionary<string, string> Latest(IEnumerable<(long, long, string Key, string? Value)> records)
    {
        var state = new Dictionary<string, string>();
        foreach (var (_, _, key, value) in records)
        {
            if (value is null)
                state.Remove(key);
            else
                state[key] = value;
        }

        return state;
    }

    public async ValueTask DisposeAsync()
    {
        await _directory.DisposeAsync();
        _data.Dispose();
    }

    private static void AddRecords(RecordBatch batch, List<(long, long, string, string?)> records)
    {
        using var unpacked = batch.Attributes.Codec == CompressionType.None
            ? null
            : Compression.TryUnpack(batch.Attributes.Codec, batch.Records);
        var reader = new RecordReader(unpacked is null ? batch.Records : unpacked.Bytes, batch.RecordCount);
        while (reader.TryRead())
        {
            var record = reader.Current;
            records.Add((
                batch.BaseOffset + record.OffsetDelta, batch.BaseTimestamp + record.TimestampDelta,
                Encoding.UTF8.GetString(record.Key), record.HasValue ? Encoding.UTF8.GetString(record.Value) : null));
        }

        Assert.True(reader.IsComplete);
    }
}
