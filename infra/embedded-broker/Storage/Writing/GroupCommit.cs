namespace MsaSample.Broker.Storage.Writing;

/// <summary>Group commit: writers that arrive while a flush runs share the next one.</summary>
/// <param name="flush">Flushes everything written so far; its exception is passed to the waiting writers.</param>
internal sealed class GroupCommit(Action flush) : IThreadPoolWorkItem
{
    private readonly Lock _joining = new();
    private TaskCompletionSource? _next;
    private bool _running;

    /// <summary>Completes with the first flush that begins after this call.</summary>
    public Task WaitAsync()
    {
        lock (_joining)
        {
            _next ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (!_running)
            {
                _running = true;
                ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
            }

            return _next.Task;
        }
    }

    void IThreadPoolWorkItem.Execute()
    {
        while (TakeWaiters() is { } waiters)
        {
            try
            {
                flush();
                waiters.SetResult();
            }
            catch (Exception e) // of any kind: the waiting writers must be told, and the next flush must run
            {
                waiters.SetException(e);
            }
        }
    }

    private TaskCompletionSource? TakeWaiters()
    {
        lock (_joining)
        {
            var waiters = _next;
            _next = null;
            _running = waiters is not null;
            return waiters;
        }
    }
}
