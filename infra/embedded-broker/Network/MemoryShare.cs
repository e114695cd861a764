namespace MsaSample.Broker.Network;

/// <summary>
/// A number of bytes that several connections share. A caller that asks for more than is left waits, first come first served.
/// </summary>
/// <param name="limit">The number of bytes.</param>
internal sealed class MemoryShare(long limit)
{
    /// <summary>
    /// Requests up to this size never wait, even beyond the limit, so that heartbeats and log-ins are not delayed. The number of
    /// connections limits what they use.
    /// </summary>
    public const int NoWaitBytes = 4096;

    private readonly Lock _lock = new();
    private readonly LinkedList<Waiting> _waiting = [];
    private long _used;

    /// <summary>Bytes in use.</summary>
    public long Used => Volatile.Read(ref _used);

    /// <summary>Waits until all the bytes are free and takes them; the caller returns them with <see cref="Release"/>.</summary>
    public ValueTask AcquireAsync(long bytes, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (bytes <= NoWaitBytes || (_waiting.Count == 0 && _used + bytes <= limit))
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
                    _used -= waiting.Value.Bytes; // granted at the same moment

                // There may be room for those that wait behind it.
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
