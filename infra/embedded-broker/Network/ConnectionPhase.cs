namespace MsaSample.Broker.Network;

/// <summary>What a connection is waiting for at the moment.</summary>
internal enum ConnectionPhases
{
    /// <summary>The next request.</summary>
    Idle,

    /// <summary>Memory to hold a request.</summary>
    Queued,

    /// <summary>The rest of a request.</summary>
    Receiving,

    /// <summary>A handler.</summary>
    Handling,

    /// <summary>The client, which has to read its response.</summary>
    Sending,
}

/// <summary>What one connection is waiting for, and since when. The connection writes it, the watch reads it.</summary>
internal sealed class ConnectionPhase(TimeProvider clock, CancellationToken stopping) : IDisposable
{
    /// <summary>Bytes per second that a client must send of a request so as not to count as slow.</summary>
    public const int MinimumRate = 64 * 1024;

    private readonly CancellationTokenSource _ended = CancellationTokenSource.CreateLinkedTokenSource(stopping);
    private readonly Lock _ending = new();
    private bool _disposed;
    private long _since = clock.GetTimestamp();
    private volatile ConnectionPhases _current = ConnectionPhases.Idle;

    /// <summary>Cancelled when the watch ends the connection, or the broker stops.</summary>
    public CancellationToken Ended => _ended.Token;

    public ConnectionPhases Current => _current;

    public TimeSpan Elapsed => clock.GetElapsedTime(Volatile.Read(ref _since));

    /// <summary>Also called for progress within <see cref="ConnectionPhases.Sending"/>: it restarts the time.</summary>
    public void Enter(ConnectionPhases phase)
    {
        Volatile.Write(ref _since, clock.GetTimestamp());
        _current = phase;
    }

    /// <summary>
    /// For progress within <see cref="ConnectionPhases.Receiving"/>: subtracts the time that these bytes take at the minimum rate.
    /// </summary>
    public void Received(long bytes)
    {
        var now = clock.GetTimestamp();
        var earned = (long)((double)bytes / MinimumRate * clock.TimestampFrequency);
        Volatile.Write(ref _since, Math.Min(now, Volatile.Read(ref _since) + earned));
    }

    /// <summary>Cancels the wait.</summary>
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
