using MsaSample.Broker.Storage;

namespace MsaSample.Broker.Handlers.Records;

/// <summary>Wakes a waiting fetch when one of its logs grows or is deleted, or when its time is over.</summary>
internal sealed class FetchWait : IDisposable
{
    private readonly List<IDisposable> _watches;
    private readonly ITimer _timer;
    private TaskCompletionSource _woken = NewSource();
    private volatile bool _isOver;

    public FetchWait(IEnumerable<PartitionLog> logs, TimeSpan maxWait, TimeProvider clock)
    {
        _watches = [.. logs.Distinct().Select(log => log.WatchAppends(Wake))];
        _timer = clock.CreateTimer(static wait => ((FetchWait)wait!).End(), this, maxWait, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The time is over; the response is sent with what there is.</summary>
    public bool IsOver => _isOver;

    /// <summary>Waits for an append; returns at once when one came since the last call.</summary>
    public async Task NextAsync(CancellationToken cancellationToken)
    {
        await _woken.Task.WaitAsync(cancellationToken);
        if (!_isOver)
            Volatile.Write(ref _woken, NewSource());
    }

    public void Dispose()
    {
        _timer.Dispose();
        foreach (var watch in _watches)
            watch.Dispose();
    }

    // The thread that appends completes the source: the waiting fetch must not run on it.
    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Wake() => Volatile.Read(ref _woken).TrySetResult();

    private void End()
    {
        _isOver = true;
        Wake();
    }
}
