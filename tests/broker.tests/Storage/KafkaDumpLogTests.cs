using System.Diagnostics;
using MsaSample.Broker.Protocol.Records;
using MsaSample.Broker.Storage;
using MsaSample.Broker.Tests.Storage.Compaction;
using MsaSample.Testing;

namespace MsaSample.Broker.Tests.Storage;

/// <summary>Apache Kafka's kafka-dump-log reads the broker's files without a complaint.</summary>
public sealed class KafkaDumpLogTests : IDisposable
{
    private static readonly string[] Complaints =
        ["Mismatches", "mismatch", "out of order", "isvalid: false", "Exception", "Found timestamp"];
    private readonly LogTesting _files = new();

    // The tool runs once for all files, because its start takes longer than reading them.
    [Fact]
    public async Task DumpLog_AllKindsOfFiles_ReportsNoDamage()
    {
        Requires.ApacheKafka();
        using (var log = _files.Open(new LogConfig { SegmentBytes = 60_000 }))
        {
            for (var i = 0; i < 400; i++)
            {
                log.Append(i % 3 == 0 ? _files.BatchOf(7, i / 3) : _files.Batch(3, 100, _files.Now + i, (CompressionType)(i % 5)));
                log.Append(_files.Transactional(8, i), AppendOrigin.VerifiedClient);
                log.Append(new TransactionMarker(i % 2 == 0, CoordinatorEpoch: 0).ToBatch(8, 0, _files.Now), AppendOrigin.Broker);
            }
        }

        await ReadAsync(_files.Directory, ".log", ".index", ".timeindex", ".snapshot", ".txnindex");
    }

    [Fact]
    public async Task DumpLog_CompactedFiles_ReportsNoDamage()
    {
        Requires.ApacheKafka();
        await using var compaction = new CompactionTesting(
            new LogConfig { SegmentBytes = 20_000, IndexIntervalBytes = 200, CleanupPolicy = CleanupPolicy.Compact });
        for (var i = 0; i < 600; i++)
        {
            compaction.Put((CompressionType)(i % 5), ($"key-{i % 90}", $"value-{i}"), ($"once-{i}", i % 7 == 0 ? null : "v"));
            var transactional = compaction.Batch(
                CompressionType.None, (8, 0, i), transactional: true, ($"key-{i % 90}", $"transactional-{i}"));
            compaction.Append(transactional, AppendOrigin.VerifiedClient);
            compaction.Append(new TransactionMarker(i % 2 == 0, CoordinatorEpoch: 0).ToBatch(8, 0, compaction.Now), AppendOrigin.Broker);
        }

        var before = Directory.GetFiles(compaction.LogPath, "*.log").Sum(file => new FileInfo(file).Length);
        Assert.True(compaction.Compact() > 0);
        Assert.True(Directory.GetFiles(compaction.LogPath, "*.log").Sum(file => new FileInfo(file).Length) < before);

        await ReadAsync(compaction.LogPath, ".log", ".index", ".timeindex", ".txnindex");
    }

    public void Dispose() => _files.Dispose();

    private static async Task ReadAsync(string directory, params string[] suffixes)
    {
        var files = Directory.GetFiles(directory).Where(file => suffixes.Contains(Path.GetExtension(file))).Order().ToList();
        Assert.All(suffixes, suffix => Assert.Contains(files, file => file.EndsWith(suffix, StringComparison.Ordinal)));

        var (exitCode, output) = await DumpAsync(files);

        Assert.True(exitCode == 0, output);
        Assert.All(files, file => Assert.Contains("Dumping " + file, output, StringComparison.Ordinal));
        foreach (var complaint in Complaints)
            Assert.DoesNotContain(complaint, output, StringComparison.Ordinal);
    }

    private static async Task<(int ExitCode, string Output)> DumpAsync(List<string> files)
    {
        var tool = Path.Combine(Environment.GetEnvironmentVariable("KAFKA_HOME")!, "bin", "kafka-dump-log.sh");
        var start = new ProcessStartInfo(tool, ["--files", string.Join(',', files), "--deep-iteration", "--print-data-log"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, output + await error);
    }
}
