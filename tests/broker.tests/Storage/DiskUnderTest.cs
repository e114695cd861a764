using MsaSample.Broker.Storage;
using MsaSample.Broker.Storage.Segments;

namespace MsaSample.Broker.Tests.Storage;

/// <summary>A disk whose flushes a test can hold up, count and let fail.</summary>
internal sealed class DiskUnderTest : IDisposable
{
    private int _flushes;

    /// <summary>Flushes wait until it is set.</summary>
    public ManualResetEventSlim MayFlush { get; } = new(initialState: true);

    public bool Fails { get; set; }

    /// <summary>Only files whose path contains this text fail.</summary>
    public string FailsIn { get; set; } = "";

    public int Flushes => _flushes;

    /// <summary>Options for logs on this disk.</summary>
    public StorageOptions Options => StorageOptions.Default with { OpenFile = path => new FileOnDisk(path, this) };

    public void Dispose() => MayFlush.Dispose();

    private void Flush(string path)
    {
        MayFlush.Wait(TestContext.Current.CancellationToken);
        Interlocked.Increment(ref _flushes);
        if (Fails && path.Contains(FailsIn, StringComparison.Ordinal))
            throw new IOException("Input/output error");
    }

    private sealed class FileOnDisk(string path, DiskUnderTest disk) : LogFile(path)
    {
        public override void Flush() => disk.Flush(Path);
    }
}
