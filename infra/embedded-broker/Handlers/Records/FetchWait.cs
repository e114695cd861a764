using MsaSample.Broker.Storage;

namespace MsaSample.Broker.Handlers.Records;

/// <summary>Wakes a waiting fetch when one of its logs grows or is deleted, or when its time is over.</summary>
internal sealed class FetchWait : IDisposable
{
    private readonly List<IDisposable> _watches;
    private readonly ITimer _timer;
    private TaskCompletionSource _woken = NewSource();
    private volatile bool _isOver;

    public FetchWait(IEnumerable<PartitionLog> logs, TimeSpan patience, TimeProvider clock)
    {
        _watches = [.. logs.Distinct().Select(log => log.WatchAppends(Wake))];
        _timer = clock.CreateTimer(static wait => ((FetchWait)wait!).End(), this, patience, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The time is over: what there is must be answered.</summary>
    public bool IsOver => _isOver;

    /// <summary>Ends at the next append, one that came since the last call included.</summary>
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

    // The appender calls this: what it wakes must not run on its thread.
    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Wake() => Volatile.Read(ref _woken).TrySetResult();

    private void End()
    {
        _isOver = true;
        Wake();
    }
}
