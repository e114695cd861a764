namespace MsaSample.Broker.Network;

/// <summary>What a connection is waiting for.</summary>
internal enum ConnectionPhases
{
    /// <summary>For the next request.</summary>
    Idle,

    /// <summary>For memory to hold a request.</summary>
    Queued,

    /// <summary>For the rest of a request.</summary>
    Receiving,

    /// <summary>For a handler.</summary>
    Handling,

    /// <summary>For the client to take its response.</summary>
    Sending,
}

/// <summary>What one connection is waiting for, and since when; written by the connection, read by the watch.</summary>
internal sealed class ConnectionPhase(TimeProvider clock, CancellationToken stopping) : IDisposable
{
    /// <summary>Bytes of a request in a second, from which on a client is not slow.</summary>
    public const int MinimumRate = 64 * 1024;

    private readonly CancellationTokenSource _ended = CancellationTokenSource.CreateLinkedTokenSource(stopping);
    private readonly Lock _ending = new();
    private bool _disposed;
    private long _since = clock.GetTimestamp();
    private volatile ConnectionPhases _current = ConnectionPhases.Idle;

    /// <summary>Cancelled when the watch has lost its patience, or the broker stops.</summary>
    public CancellationToken Ended => _ended.Token;

    public ConnectionPhases Current => _current;

    public TimeSpan Elapsed => clock.GetElapsedTime(Volatile.Read(ref _since));

    /// <summary>Also called within <see cref="ConnectionPhases.Sending"/>, whenever it got on.</summary>
    public void Enter(ConnectionPhases phase)
    {
        Volatile.Write(ref _since, clock.GetTimestamp());
        _current = phase;
    }

    /// <summary>Within <see cref="ConnectionPhases.Receiving"/>: takes from the time that has passed what so many bytes may last, and no more.</summary>
    public void GotOn(long bytes)
    {
        var now = clock.GetTimestamp();
        var earned = (long)((double)bytes / MinimumRate * clock.TimestampFrequency);
        Volatile.Write(ref _since, Math.Min(now, Volatile.Read(ref _since) + earned));
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
