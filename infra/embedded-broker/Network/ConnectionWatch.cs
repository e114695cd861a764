using System.Collections.Concurrent;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;

namespace MsaSample.Broker.Network;

/// <summary>Closes connections that hold resources and make no progress: idle ones, half-sent requests, unread responses.</summary>
internal sealed class ConnectionWatch : IDisposable
{
    private static readonly TimeSpan LongestPeriod = TimeSpan.FromSeconds(5);

    private readonly BrokerLimits _limits;
    private readonly ILogger _logger;
    private readonly TimeProvider _clock;
    private readonly ITimer _timer;
    private readonly ConcurrentDictionary<ConnectionContext, ConnectionPhase> _phases = new();

    public ConnectionWatch(BrokerLimits limits, TimeProvider clock, ILogger<ConnectionWatch> logger)
    {
        (_limits, _clock, _logger) = (limits, clock, logger);
        var shortest = TimeSpan.FromTicks(Math.Min(_limits.MaxIdle.Ticks, _limits.MaxRequestStall.Ticks) / 2);
        var period = shortest < LongestPeriod ? shortest : LongestPeriod;
        _timer = clock.CreateTimer(static watch => ((ConnectionWatch)watch!).Sweep(), this, period, period);
    }

    /// <summary>Watches a connection until <see cref="Remove"/> is called.</summary>
    public ConnectionPhase Add(ConnectionContext connection, CancellationToken stopping) =>
        _phases[connection] = new ConnectionPhase(_clock, stopping);

    public void Remove(ConnectionContext connection) => _phases.TryRemove(connection, out _);

    public void Dispose() => _timer.Dispose();

    private void Sweep()
    {
        foreach (var (connection, phase) in _phases)
        {
            var elapsed = phase.Elapsed;
            var reason = phase.Current switch
            {
                ConnectionPhases.Idle when elapsed > _limits.MaxIdle => "no request",
                ConnectionPhases.Queued when elapsed > _limits.MaxRequestStall => "there was no memory for a request",
                ConnectionPhases.Receiving when elapsed > _limits.MaxRequestStall => "the rest of a request arrived too slowly",
                ConnectionPhases.Sending when elapsed > _limits.MaxIdle => "the client did not read a response",
                _ => null,
            };
            if (reason is null || !_phases.TryRemove(connection, out _))
                continue;

            if (phase.Current == ConnectionPhases.Idle)
                _logger.ConnectionIdle(Client.HostOf(connection.RemoteEndPoint), elapsed.TotalSeconds);
            else
                _logger.ConnectionStalled(Client.HostOf(connection.RemoteEndPoint), reason, elapsed.TotalSeconds);
            connection.Abort(new ConnectionAbortedException(reason));
            phase.End();
        }
    }
}
