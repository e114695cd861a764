using MsaSample.Broker.Protocol.Records;
using MsaSample.Broker.Storage;
using MsaSample.Broker.Tests.Storage;

namespace MsaSample.Broker.Tests.Crash;

/// <summary>A log whose active segment was cut at any byte has exactly the whole batches before the cut, and accepts new ones.</summary>
public sealed class CutAnywhereTests : IDisposable
{
    private static readonly LogConfig Small = new() { SegmentBytes = 4096, IndexIntervalBytes = 300 };
    private readonly LogTesting _files = new();
    private string? _original;

    [Fact]
    public void Open_CutAtEveryByteOfTheLastBatches_KeepsTheWholeOnes()
    {
        var (segment, ends) = WriteSegment();
        var last = ends[^1];
        var first = ends[^6].Bytes;

        for (var length = first; length <= last.Bytes; length++)
        {
            Cut(segment, length);
            using var log = _files.Open(Small);

            var whole = ends.Last(end => end.Bytes <= length);
            Assert.Equal(whole.Offset, log.EndOffset);
            Assert.Equal(whole.Offset, log.BatchesFrom(0)[^1].Last + 1);
            Assert.Equal(whole.Bytes, new FileInfo(_files.FileOf(segment, ".log")).Length);
        }
    }

    [Fact]
    public void Append_AfterEveryCut_IsReadBehindTheWholeBatches()
    {
        var (segment, ends) = WriteSegment();

        for (var length = ends[^3].Bytes; length <= ends[^1].Bytes; length++)
        {
            Cut(segment, length);
            using var log = _files.Open(Small);
            var whole = ends.Last(end => end.Bytes <= length);

            Assert.Equal(whole.Offset, log.Append(_files.Batch(records: 2)).BaseOffset);
            Assert.Equal((whole.Offset, whole.Offset + 1), log.BatchesFrom(whole.Offset).Single());
        }
    }

    [Fact]
    public void Append_ProducerAfterEveryCut_GoesOnFromItsLastWholeBatch()
    {
        const long Producer = 9;
        List<long> ends = [0];
        using (var log = _files.Open(Small))
            for (var sequence = 0; sequence < 4; sequence++)
            {
                log.Append(_files.BatchOf(Producer, sequence));
                ends.Add(new FileInfo(_files.FileOf(0, ".log")).Length);
            }

        var original = _files.Directory;
        for (var length = ends[1]; length <= ends[^1]; length++)
        {
            _files.Crash(original);
            Truncate(_files.FileOf(0, ".log"), length);
            using var log = _files.Open(Small);
            var whole = ends.FindLastIndex(end => end <= length);

            Assert.Equal((whole - 1, whole), (log.Append(_files.BatchOf(Producer, whole - 1)).BaseOffset, log.EndOffset)); // a duplicate
            Assert.Equal(whole, log.Append(_files.BatchOf(Producer, whole)).BaseOffset);
        }
    }

    public void Dispose() => _files.Dispose();

    /// <summary>Batches of several kinds and sizes; returns the active segment and where each of its batches ends.</summary>
    private (long Segment, List<(long Bytes, long Offset)> Ends) WriteSegment()
    {
        using var log = _files.Open(Small);
        var segment = 0L;
        List<(long Bytes, long Offset)> ends = [];
        for (var i = 0; ends.Count < 8 || segment == 0; i++)
        {
            var codec = (CompressionType)(i % 5);
            var placed = log.Append(_files.Batch(records: 1 + (i % 3), valueSize: 10 + (7 * i % 90), codec: codec));
            var newest = Directory.GetFiles(_files.Directory, "*.log").Max(StringComparer.Ordinal)!;
            if (placed.BaseOffset == long.Parse(Path.GetFileNameWithoutExtension(newest)))
                (segment, ends) = (placed.BaseOffset, [(0, placed.BaseOffset)]);
            ends.Add((new FileInfo(newest).Length, log.EndOffset));
        }

        return (segment, ends);
    }

    private void Cut(long segment, long length)
    {
        _files.Crash(_original ??= _files.Directory);
        Truncate(_files.FileOf(segment, ".log"), length);
    }

    private static void Truncate(string path, long length)
    {
        using var file = new FileStream(path, FileMode.Open);
        file.SetLength(length);
    }
}
