using Microsoft.Extensions.Logging;

namespace MsaSample.Broker.Storage.Directories;

/// <summary>
/// Runs work at fixed intervals while a data directory is open. A failure is logged, and the work runs again at the next interval.
/// </summary>
internal sealed class PeriodicTasks(string directory, TimeProvider clock, ILogger logger) : IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<Task> _running = [];

    /// <summary>Runs <paramref name="work"/> at each <paramref name="interval"/>, the first time after one interval.</summary>
    public void Every(TimeSpan interval, Action<CancellationToken> work)
    {
        var timer = new PeriodicTimer(interval, clock);
        _running.Add(Task.Run(() => RunAsync(timer, work, _stopping.Token)));
    }

    /// <summary>Runs <paramref name="work"/> for each log; a failure does not keep the other logs from theirs.</summary>
    public void ForEach(IEnumerable<PartitionLog> logs, Action<PartitionLog> work)
    {
        foreach (var log in logs)
            Try(() => work(log));
    }

    /// <summary>Stops the timers; completes when the running work has ended.</summary>
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
                return; // the directory is being closed
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
            logger.MaintenanceFailed(e, directory, e.Message);
        }
    }
}
