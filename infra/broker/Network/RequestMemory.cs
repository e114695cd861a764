using MsaSample.Broker.Hosting;

namespace MsaSample.Broker.Network;

/// <summary>The memory that requests of all connections may hold together. Whoever wants more than is left waits for its turn.</summary>
internal sealed class RequestMemory(BrokerOptions options)
{
    private readonly long _limit = options.Limits.MaxRequestBytesInFlight;
    private readonly Lock _lock = new();
    private readonly LinkedList<Waiting> _waiting = [];
    private long _used;

    /// <summary>Bytes that are held now.</summary>
    public long Used => Volatile.Read(ref _used);

    /// <summary>Ends when the bytes are the caller's, who gives them back with <see cref="Release"/>.</summary>
    public ValueTask AcquireAsync(int bytes, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_waiting.Count == 0 && _used + bytes <= _limit)
            {
                _used += bytes;
                return ValueTask.CompletedTask;
            }

            return new ValueTask(WaitAsync(_waiting.AddLast(new Waiting(bytes)), cancellationToken));
        }
    }

    public void Release(int bytes)
    {
        lock (_lock)
        {
            _used -= bytes;
            while (_waiting.First is { } first && _used + first.Value.Bytes <= _limit)
            {
                _waiting.RemoveFirst();
                _used += first.Value.Bytes;
                first.Value.Granted.SetResult();
            }
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
                    Release(waiting.Value.Bytes);
            }

            throw;
        }
    }

    private sealed record Waiting(int Bytes)
    {
        public TaskCompletionSource Granted { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
