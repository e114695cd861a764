using System.Buffers.Binary;
using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Records;
using MsaSample.Broker.Storage;

namespace MsaSample.Broker.Tests.Storage;

public sealed class BatchValidatorTests : IDisposable
{
    private readonly LogTesting _files = new();

    /// <summary>
    /// Kinds of damage, and the expected error. Most batches get a correct checksum after the damage, as a faulty client would send them.
    /// </summary>
    public static TheoryData<string, string> Damages => new()
    {
        { "empty", nameof(ErrorCode.CorruptMessage) },
        { "half a header", nameof(ErrorCode.CorruptMessage) },
        { "last byte missing", nameof(ErrorCode.CorruptMessage) },
        { "two batches", nameof(ErrorCode.InvalidRecord) },
        { "length negative", nameof(ErrorCode.CorruptMessage) },
        { "magic 1", nameof(ErrorCode.InvalidRecord) },
        { "bit flipped", nameof(ErrorCode.CorruptMessage) },
        { "count 0", nameof(ErrorCode.InvalidRecord) },
        { "count too large", nameof(ErrorCode.InvalidRecord) },
        { "codec 7", nameof(ErrorCode.UnsupportedCompressionType) },
        { "base offset 5", nameof(ErrorCode.InvalidRecord) },
        { "control", nameof(ErrorCode.InvalidRecord) },
        { "transactional without producer", nameof(ErrorCode.InvalidRecord) },
        { "producer without sequence", nameof(ErrorCode.InvalidRecord) },
        { "log append time", nameof(ErrorCode.InvalidTimestamp) },
        { "two hours ahead", nameof(ErrorCode.InvalidTimestamp) },
        { "record length wrong", nameof(ErrorCode.InvalidRecord) },
        { "offset delta wrong", nameof(ErrorCode.InvalidRecord) },
    };

    [Theory]
    [MemberData(nameof(Damages))]
    public void Append_DamagedBatch_IsRefusedAndLeavesTheLogUnchanged(string damage, string expected)
    {
        var log = _files.Open();

        var result = log.Append(Damaged(damage));

        Assert.Equal((expected, -1L), (result.Error.ToString(), result.BaseOffset));
        Assert.NotNull(result.ErrorMessage);
        Assert.Equal((0L, 0L), (log.EndOffset, log.SizeInBytes));
    }

    [Fact]
    public void Append_LargerThanMaxMessageBytes_IsRefused()
    {
        var batch = _files.Batch(1, valueSize: 500);

        Assert.Equal(ErrorCode.MessageTooLarge, _files.Open(new LogConfig { MaxMessageBytes = batch.Length - 1 }).Append(batch).Error);
        Assert.Equal(ErrorCode.None, _files.Open(new LogConfig { MaxMessageBytes = batch.Length }).Append(batch).Error);
    }

    [Theory]
    [InlineData("None")]
    [InlineData("Zstd")]
    [InlineData("Snappy")]
    public void Append_RecordsWithoutKeyInCompactedTopic_ReportsTheirIndexes(string codec)
    {
        var log = _files.Open(new LogConfig { CleanupPolicy = CleanupPolicy.Compact });
        var batch = new RecordBatchBuilder().Add(_files.Now, [1], [1]).Add(_files.Now, null, [2]).Add(_files.Now, null, [3])
            .Build(codec: Enum.Parse<CompressionType>(codec));

        var result = log.Append(batch);

        Assert.Equal(ErrorCode.InvalidRecord, result.Error);
        Assert.Equal([1, 2], result.BadRecords);
    }

    [Fact]
    public void Append_LogAppendTime_SetsTheTimestampOfTheBatch()
    {
        var log = _files.Open(new LogConfig { TimestampType = TimestampType.LogAppendTime });

        var result = log.Append(_files.Batch(2, timestamp: 1000, codec: CompressionType.Lz4));

        var stored = new RecordBatch(log.Read(0, 1000, true).Bytes());
        Assert.Equal(_files.Now, result.LogAppendTimeMs);
        Assert.True(stored.IsCrcValid() && stored.Attributes.IsLogAppendTime);
        Assert.Equal(_files.Now, stored.MaxTimestamp);
        Assert.Equal((0L, _files.Now), log.FindByTimestamp(2000));
    }

    [Fact]
    public void Append_TimestampBeforeTheAllowedRange_IsRefused()
    {
        var log = _files.Open(new LogConfig { TimestampBeforeMaxMs = 1000 });

        Assert.Equal(ErrorCode.InvalidTimestamp, log.Append(_files.Batch(timestamp: _files.Now - 1001)).Error);
        Assert.Equal(ErrorCode.None, log.Append(_files.Batch(timestamp: _files.Now - 1000)).Error);
    }

    [Fact]
    public void Append_MarkerOfTheBroker_IsAcceptedDespiteTopicLimits()
    {
        var log = _files.Open(new LogConfig { MaxMessageBytes = 1, TimestampBeforeMaxMs = 0, TimestampAfterMaxMs = 0 });

        foreach (var timestamp in new[] { _files.Now - 1, _files.Now + 1 })
            Assert.Equal(ErrorCode.None, log.Append(new TransactionMarker(true, 0).ToBatch(7, 0, timestamp), AppendOrigin.Broker).Error);
    }

    public void Dispose() => _files.Dispose();

    private byte[] Damaged(string damage)
    {
        var batch = _files.Batch(3);
        switch (damage)
        {
            case "empty": return [];
            case "half a header": return batch[..30];
            case "last byte missing": return batch[..^1];
            case "two batches": return [.. batch, .. batch];
            case "bit flipped": batch[^1] ^= 1; return batch;
            case "length negative": BinaryPrimitives.WriteInt32BigEndian(batch.AsSpan(8), -1); return batch;
            case "magic 1": batch[16] = 1; return batch;
            case "base offset 5": RecordBatch.SetPlace(batch, 5, 0); return batch;
            case "count 0": BinaryPrimitives.WriteInt32BigEndian(batch.AsSpan(57), 0); break;
            case "count too large": BinaryPrimitives.WriteInt32BigEndian(batch.AsSpan(57), 4); break;
            case "codec 7": batch[22] = 7; break;
            case "control": batch[22] = 0x20; break;
            case "log append time": batch[22] = 0x08; break;
            case "transactional without producer": batch[22] = 0x10; break;
            case "producer without sequence": BinaryPrimitives.WriteInt64BigEndian(batch.AsSpan(43), 1); break;
            case "two hours ahead": return _files.Batch(timestamp: _files.Now + 2 * 3600 * 1000);
            case "record length wrong": batch[RecordBatch.HeaderSize] += 2; break;
            case "offset delta wrong": batch[RecordBatch.HeaderSize + 3] = 4; break;
        }

        RecordBatch.SealCrc(batch);
        return batch;
    }
}
