namespace MsaSample.Broker.Network;

/// <summary>What a connection is waiting for.</summary>
internal enum ConnectionPhases
{
    /// <summary>For the next request.</summary>
    Idle,

    /// <summary>For the rest of a request, or for memory to hold it.</summary>
    Receiving,

    /// <summary>For a handler.</summary>
    Handling,

    /// <summary>For the client to take its response.</summary>
    Sending,
}

/// <summary>What one connection is waiting for, and since when; written by the connection, read by the watch.</summary>
internal sealed class ConnectionPhase(TimeProvider clock, CancellationToken stopping) : IDisposable
{
    private readonly CancellationTokenSource _ended = CancellationTokenSource.CreateLinkedTokenSource(stopping);
    private readonly Lock _ending = new();
    private bool _disposed;
    private long _since = clock.GetTimestamp();
    private volatile ConnectionPhases _current = ConnectionPhases.Idle;

    /// <summary>Cancelled when the watch has lost its patience, or the broker stops.</summary>
    public CancellationToken Ended => _ended.Token;

    public ConnectionPhases Current => _current;

    public TimeSpan Elapsed => clock.GetElapsedTime(Volatile.Read(ref _since));

    /// <summary>Also called within a phase, whenever it got on.</summary>
    public void Enter(ConnectionPhases phase)
    {
        Volatile.Write(ref _since, clock.GetTimestamp());
        _current = phase;
    }

    /// <summary>Ends what the connection waits for.</summary>
    public void End()
    {
        lock (_ending)
        {
            if (!_disposed)
                _ended.Cancel();
        }
    }

    public void Dispose()
    {
        lock (_ending)
        {
            _disposed = true;
            _ended.Dispose();
        }
    }
}
