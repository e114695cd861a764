namespace MsaSample.Broker.Storage.Writing;

/// <summary>Lets the writers of one log share flushes: who comes while one runs waits for the next, which serves everyone who came meanwhile.</summary>
/// <param name="flush">Blocks until the disk has everything written so far; what it throws goes to those who wait.</param>
internal sealed class GroupCommit(Action flush) : IThreadPoolWorkItem
{
    private readonly Lock _joining = new();
    private TaskCompletionSource? _next;
    private bool _running;

    /// <summary>Ends with the first flush that begins after this call.</summary>
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
            catch (Exception e) // whatever it is: those who wait must hear of it, and the next round must run
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
