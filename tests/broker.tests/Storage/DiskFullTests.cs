using MsaSample.Broker.Protocol;
using MsaSample.Broker.Storage;
using MsaSample.Broker.Storage.Segments;

namespace MsaSample.Broker.Tests.Storage;

public sealed class DiskFullTests : IDisposable
{
    private readonly LogTesting _files = new();
    private readonly SmallDisk _disk = new();

    [Fact]
    public void Append_DiskFull_IsRefusedAndLeavesTheLogUnchanged()
    {
        var log = _files.Open(options: Options);
        log.Append(_files.Batch());
        _disk.Free = 50;

        var refused = log.Append(_files.Batch());

        Assert.Equal((ErrorCode.KafkaStorageError, 1L), (refused.Error, log.EndOffset));
        Assert.Equal([(0, 0)], log.BatchesFrom(0));
    }

    [Fact]
    public void Append_DiskSpaceFreed_ContinuesBehindTheLastValidBatch()
    {
        var log = _files.Open(options: Options);
        log.Append(_files.BatchOf(7, 0));
        _disk.Free = 50;
        log.Append(_files.BatchOf(7, 1));
        _disk.Free = long.MaxValue;

        Assert.Equal((ErrorCode.None, 1L), (log.Append(_files.BatchOf(7, 1)).Error, log.EndOffset - 1));

        _files.Crash();
        Assert.Equal([(0, 0), (1, 1)], _files.Open().BatchesFrom(0));
    }

    [Fact]
    public void Open_BatchTornByAFullDisk_TruncatesTheLog()
    {
        var log = _files.Open(options: Options);
        log.Append(_files.Batch());
        _disk.Free = 50;
        log.Append(_files.Batch());

        _files.Crash();

        Assert.Equal([(0, 0)], _files.Open().BatchesFrom(0));
    }

    public void Dispose() => _files.Dispose();

    private StorageOptions Options => StorageOptions.Default with { OpenFile = path => new FileOnSmallDisk(path, _disk) };

    private sealed class SmallDisk
    {
        public long Free { get; set; } = long.MaxValue;
    }

    // Writes the bytes that fit and then fails, as a full disk does.
    private sealed class FileOnSmallDisk(string path, SmallDisk disk) : LogFile(path)
    {
        public override void Write(ReadOnlySpan<byte> bytes, long position)
        {
            var fits = (int)Math.Min(bytes.Length, disk.Free);
            base.Write(bytes[..fits], position);
            disk.Free -= fits;
            if (fits < bytes.Length)
                throw new IOException("No space left on device");
        }
    }
}
