using Microsoft.Extensions.Logging;

namespace MsaSample.Broker.Storage.Directories;

/// <summary>Work that is done again and again while a log directory is open. What fails once is logged and tried at the next interval.</summary>
internal sealed class Upkeep(string directory, TimeProvider clock, ILogger logger) : IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<Task> _running = [];

    /// <summary>Starts doing something each <paramref name="interval"/>, the first time after one interval.</summary>
    public void Every(TimeSpan interval, Action<CancellationToken> work)
    {
        var timer = new PeriodicTimer(interval, clock);
        _running.Add(Task.Run(() => RunAsync(timer, work, _stopping.Token)));
    }

    /// <summary>Does something for each log; one that fails does not keep the others from theirs.</summary>
    public void ForEach(IEnumerable<PartitionLog> logs, Action<PartitionLog> work)
    {
        foreach (var log in logs)
            Try(() => work(log));
    }

    /// <summary>Ends when all that runs has ended.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await Task.WhenAll(_running);
        _stopping.Dispose();
    }

    private async Task RunAsync(PeriodicTimer timer, Action<CancellationToken> work, CancellationToken cancellationToken)
    {
        using (timer)
        {
            try
            {
                while (await timer.WaitForNextTickAsync(cancellationToken))
                    Try(() => work(cancellationToken));
            }
            catch (OperationCanceledException)
            {
                return; // the directory is closed
            }
        }
    }

    private void Try(Action work)
    {
        try
        {
            work();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            logger.LogUpkeepFailed(e, directory, e.Message);
        }
    }
}
