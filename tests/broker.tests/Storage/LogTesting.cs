using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using MsaSample.Broker.Protocol.Records;
using MsaSample.Broker.Storage;
using MsaSample.Broker.Storage.Recovery;
using MsaSample.Testing;

namespace MsaSample.Broker.Tests.Storage;

/// <summary>Opens logs in a directory of its own, and builds batches for them.</summary>
internal sealed class LogTesting : IDisposable
{
    private readonly TempDirectory _root = new("log");
    private readonly List<PartitionLog> _opened = [];
    private int _copies;

    public LogTesting() => Directory = _root.File("orders-0");

    public FakeTimeProvider Clock { get; } = new(DateTimeOffset.FromUnixTimeMilliseconds(1_800_000_000_000));

    public string Directory { get; private set; }

    public long Now => Clock.GetUtcNow().ToUnixTimeMilliseconds();

    public PartitionLog Open(LogConfig? config = null, LogState state = default, StorageOptions? options = null)
    {
        var log = PartitionLog.Open(
            Directory, config ?? LogConfig.Default, state, options ?? StorageOptions.Default, Clock, NullLogger.Instance);
        _opened.Add(log);
        return log;
    }

    /// <summary>Continues with a copy of the files as they are now, which is what a killed process leaves.</summary>
    /// <param name="from">The directory to copy, instead of the present one.</param>
    public void Crash(string? from = null)
    {
        var copy = _root.File($"copy-{++_copies}/orders-0");
        System.IO.Directory.CreateDirectory(copy);
        foreach (var file in System.IO.Directory.GetFiles(from ?? Directory))
            File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));

        Directory = copy;
    }

    public string FileOf(long baseOffset, string suffix) => Path.Combine(Directory, $"{baseOffset:D20}{suffix}");

    /// <summary>A batch of records, each with its own key and a value of the given size.</summary>
    public byte[] Batch(int records = 1, int valueSize = 20, long? timestamp = null, CompressionType codec = CompressionType.None) =>
        Builder(records, valueSize, timestamp, (-1, -1, -1)).Build(codec: codec);

    public byte[] BatchOf(long producerId, int sequence, int records = 1, short epoch = 0) =>
        Builder(records, 20, null, (producerId, epoch, sequence)).Build();

    public byte[] Transactional(long producerId, int sequence, int records = 1, short epoch = 0) =>
        Builder(records, 20, null, (producerId, epoch, sequence)).Build(transactional: true);

    public void Dispose()
    {
        foreach (var log in _opened)
            log.Dispose();

        _root.Dispose();
    }

    private RecordBatchBuilder Builder(int records, int valueSize, long? timestamp, (long, short, int) producer)
    {
        var builder = new RecordBatchBuilder { Producer = producer };
        for (var i = 0; i < records; i++)
            builder.Add((timestamp ?? Now) + i, Encoding.UTF8.GetBytes($"key-{i}"), new byte[valueSize]);

        return builder;
    }
}

/// <summary>Reads logs in tests.</summary>
internal static class LogReading
{
    /// <summary>Reads a slice and disposes it.</summary>
    public static byte[] Bytes(this LogSlice slice)
    {
        using (slice)
        {
            var bytes = new byte[slice.Length];
            if (bytes.Length > 0)
                Assert.Equal(bytes.Length, RandomAccess.Read(slice.Handle, bytes, slice.Position));

            return bytes;
        }
    }

    /// <summary>
    /// First and last offset of each batch from the one that contains <paramref name="offset"/> on; verifies their checksums.
    /// </summary>
    public static List<(long First, long Last)> BatchesFrom(this PartitionLog log, long offset)
    {
        var batches = new List<(long, long)>();
        while (log.Read(offset, int.MaxValue, true).Bytes() is { Length: > 0 } bytes)
        {
            for (var at = 0; at < bytes.Length; at += (int)new RecordBatch(bytes.AsSpan(at)).SizeInBytes)
            {
                var header = new RecordBatch(bytes.AsSpan(at));
                Assert.True(new RecordBatch(bytes.AsSpan(at, (int)header.SizeInBytes)).IsCrcValid());
                batches.Add((header.BaseOffset, header.LastOffset));
                offset = header.LastOffset + 1;
            }
        }

        return batches;
    }
}
