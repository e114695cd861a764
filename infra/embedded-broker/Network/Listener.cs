using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using MsaSample.Broker.Security;

namespace MsaSample.Broker.Network;

/// <summary>
/// Accepts connections with Kestrel's socket transport, on both loopback addresses unless another is chosen, and serves them.
/// </summary>
internal sealed class Listener(
    KafkaConnectionHandler handler, TlsLayer tls, ConnectionQuota quota, TimeProvider clock, ILoggerFactory loggers)
    : IAsyncDisposable
{
    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(5);

    private readonly SocketTransportFactory _transport = new(Options.Create(new SocketTransportOptions()), loggers);
    private readonly ILogger _logger = loggers.CreateLogger<Listener>();
    private readonly List<IConnectionListener> _listeners = [];
    private readonly List<Task> _accepting = [];
    private readonly ConcurrentDictionary<string, (ConnectionContext Connection, Task Served)> _connections = new();
    private readonly CancellationTokenSource _stopping = new();
    private bool _disposed;

    /// <summary>Binds the port and returns it.</summary>
    /// <param name="address">127.0.0.1 stands for ::1 too, where there is one.</param>
    /// <param name="port">0 for any free port.</param>
    /// <param name="cancellationToken">Cancels the attempt.</param>
    /// <exception cref="PortTakenException">Another process has the port.</exception>
    /// <exception cref="IOException">The port cannot be listened on for another reason.</exception>
    public async Task<int> StartAsync(IPAddress address, int port, CancellationToken cancellationToken)
    {
        var ipv4 = await BindAsync(address, port, cancellationToken);
        port = ((IPEndPoint)ipv4.EndPoint).Port;
        _listeners.Add(ipv4);
        if (Socket.OSSupportsIPv6 && address.Equals(IPAddress.Loopback))
            await AddIpv6Async(port, cancellationToken);
        return port;
    }

    /// <summary>Starts accepting. Connections that came before wait in the socket's backlog.</summary>
    public void Accept() => _accepting.AddRange(_listeners.Select(AcceptAsync));

    /// <summary>Stops listening, cancels waiting requests, lets running ones finish, then aborts the connections that are left.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, true))
            return;

        foreach (var listener in _listeners)
            await listener.UnbindAsync();
        await _stopping.CancelAsync();
        await Task.WhenAll(_accepting);

        var served = Task.WhenAll(_connections.Values.Select(c => c.Served));
        if (await Task.WhenAny(served, Task.Delay(DrainTime, clock)) != served)
        {
            _logger.ConnectionsAborted(_connections.Count);
            foreach (var (connection, _) in _connections.Values)
                connection.Abort();
            await served;
        }

        foreach (var listener in _listeners)
            await listener.DisposeAsync();
        _stopping.Dispose();
    }

    private async Task<IConnectionListener> BindAsync(IPAddress address, int port, CancellationToken cancellationToken)
    {
        try
        {
            return await _transport.BindAsync(new IPEndPoint(address, port), cancellationToken);
        }
        catch (AddressInUseException e)
        {
            throw new PortTakenException(port, e);
        }
        catch (SocketException e)
        {
            throw new IOException($"cannot listen on port {port}: {e.Message}", e);
        }
    }

    // On many machines "localhost" means ::1 first. Without IPv6, or with that port taken, 127.0.0.1 alone must do.
    private async Task AddIpv6Async(int port, CancellationToken cancellationToken)
    {
        try
        {
            _listeners.Add(await _transport.BindAsync(new IPEndPoint(IPAddress.IPv6Loopback, port), cancellationToken));
        }
        catch (Exception e) when (e is SocketException or AddressInUseException)
        {
            _logger.NoIpv6(port, e.Message);
        }
    }

    private async Task AcceptAsync(IConnectionListener listener)
    {
        while (await listener.AcceptAsync() is { } connection)
        {
            if (!quota.TryEnter(connection.RemoteEndPoint))
            {
                await RefuseAsync(connection);
                continue;
            }

            // The entry must exist before the connection can end and remove it.
            var start = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _connections[connection.ConnectionId] = (connection, ServeAsync(connection, start.Task));
            start.SetResult();
        }
    }

    private async Task ServeAsync(ConnectionContext connection, Task start)
    {
        await start;
        try
        {
            await using var secured = await tls.SecureAsync(connection, _stopping.Token);
            if (secured is not null)
                await handler.ServeAsync(connection, _stopping.Token);
        }
        catch (Exception e)
        {
            // Stopping awaits all connections: a failed one must not fail that.
            _logger.ConnectionFailed(e, Client.HostOf(connection.RemoteEndPoint));
        }
        finally
        {
            await connection.DisposeAsync();
            quota.Leave(connection.RemoteEndPoint);
            _connections.TryRemove(connection.ConnectionId, out _);
        }
    }

    private static async Task RefuseAsync(ConnectionContext connection)
    {
        connection.Abort();
        await connection.DisposeAsync();
    }
}
