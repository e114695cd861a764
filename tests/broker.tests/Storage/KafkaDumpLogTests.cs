using System.Diagnostics;
using MsaSample.Broker.Protocol.Records;
using MsaSample.Broker.Storage;
using MsaSample.Testing;

namespace MsaSample.Broker.Tests.Storage;

/// <summary>Apache Kafka's own tool reads our files and finds nothing wrong.</summary>
public sealed class KafkaDumpLogTests : IDisposable
{
    private readonly LogTesting _files = new();

    [Theory]
    [InlineData(".log")]
    [InlineData(".index")]
    [InlineData(".timeindex")]
    [InlineData(".snapshot")]
    [InlineData(".txnindex")]
    public async Task DumpLog_OurFiles_FindsNothingWrong(string suffix)
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

        var (exitCode, output) = await DumpAsync(Directory.GetFiles(_files.Directory, "*" + suffix).Max()!);

        Assert.True(exitCode == 0, output);
        Assert.Contains("Dumping ", output, StringComparison.Ordinal);
        Assert.DoesNotContain("Mismatches", output, StringComparison.Ordinal);
        Assert.DoesNotContain("out of order", output, StringComparison.Ordinal);
        Assert.DoesNotContain("isvalid: false", output, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", output, StringComparison.Ordinal);
    }

    public void Dispose() => _files.Dispose();

    private static async Task<(int ExitCode, string Output)> DumpAsync(string file)
    {
        var tool = Path.Combine(Environment.GetEnvironmentVariable("KAFKA_HOME")!, "bin", "kafka-dump-log.sh");
        var start = new ProcessStartInfo(tool, ["--files", file, "--deep-iteration"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, output + await error);
    }
}
