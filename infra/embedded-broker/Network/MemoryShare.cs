namespace MsaSample.Broker.Network;

/// <summary>Bytes that several connections share. Who wants more than is left waits until all who came before have what they want.</summary>
/// <param name="limit">Bytes that may be held together.</param>
internal sealed class MemoryShare(long limit)
{
    /// <summary>
    /// So much a request takes at once, even beyond the limit: heartbeats and log-ins wait for nobody, and the number of connections
    /// bounds what they hold.
    /// </summary>
    public const int AlwaysThere = 4096;

    private readonly Lock _lock = new();
    private readonly LinkedList<Waiting> _waiting = [];
    private long _used;

    /// <summary>Bytes that are held now.</summary>
    public long Used => Volatile.Read(ref _used);

    /// <summary>Ends when the bytes are the caller's, all at once; it gives them back with <see cref="Release"/>.</summary>
    public ValueTask AcquireAsync(long bytes, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (bytes <= AlwaysThere || (_waiting.Count == 0 && _used + bytes <= limit))
            {
                _used += bytes;
                return ValueTask.CompletedTask;
            }

            return new ValueTask(WaitAsync(_waiting.AddLast(new Waiting(bytes)), cancellationToken));
        }
    }

    public void Release(long bytes)
    {
        lock (_lock)
        {
            _used -= bytes;
            Grant();
        }
    }

    private async Task WaitAsync(LinkedListNode<Waiting> waiting, CancellationToken cancellationToken)
    {
        try
        {
            await waiting.Value.Granted.Task.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            lock (_lock)
            {
                if (waiting.List is not null)
                    _waiting.Remove(waiting);
                else
                    _used -= waiting.Value.Bytes; // granted in the same moment

                // There may be room for those behind it.
                Grant();
            }

            throw;
        }
    }

    private void Grant()
    {
        while (_waiting.First is { } first && _used + first.Value.Bytes <= limit)
        {
            _waiting.RemoveFirst();
            _used += first.Value.Bytes;
            first.Value.Granted.SetResult();
        }
    }

    private sealed record Waiting(long Bytes)
    {
        public TaskCompletionSource Granted { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
