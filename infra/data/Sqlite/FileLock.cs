namespace MsaSample.Data.Sqlite;

/// <summary>
/// A lock by opening a file exclusively (<c>flock</c> on Linux). The kernel frees it when the process ends, in whatever way.
/// </summary>
internal sealed class FileLock : IAsyncDisposable
{
    private static readonly TimeSpan RetryInterval = TimeSpan.FromMilliseconds(200);

    private readonly FileStream _stream;

    private FileLock(FileStream stream) => _stream = stream;

    public static async Task<FileLock> AcquireAsync(string path, CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                return new FileLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0));
            }
            catch (IOException) when (File.Exists(path))
            {
                // Another process holds it. There is no asynchronous wait for a file lock.
                await Task.Delay(RetryInterval, TimeProvider.System, cancellationToken);
            }
        }
    }

    public ValueTask DisposeAsync() => _stream.DisposeAsync();
}
