using System.Net;
using Microsoft.Extensions.Logging;

namespace MsaSample.Broker.Network;

/// <summary>Counts connections, in total and by client address, and refuses those beyond the limits.</summary>
internal sealed class ConnectionQuota(BrokerLimits limits, ILogger<ConnectionQuota> logger)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _byHost = [];
    private int _count;
    private bool _isFull;

    /// <summary>Open connections.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>True when the connection is within the limits; it counts until <see cref="Leave"/> is called.</summary>
    public bool TryEnter(EndPoint? endPoint)
    {
        var host = Client.HostOf(endPoint);
        lock (_lock)
        {
            var ofHost = _byHost.GetValueOrDefault(host);
            if (_count >= limits.MaxConnections || ofHost >= limits.MaxConnectionsPerIp)
            {
                LogOnce(host);
                return false;
            }

            _byHost[host] = ofHost + 1;
            _count++;
            _isFull = false;
            return true;
        }
    }

    public void Leave(EndPoint? endPoint)
    {
        var host = Client.HostOf(endPoint);
        lock (_lock)
        {
            _count--;
            if (--_byHost[host] == 0)
                _byHost.Remove(host);
        }
    }

    // One line until a connection is accepted again, so that a flood of connections does not flood the log.
    private void LogOnce(string host)
    {
        if (!_isFull)
            logger.TooManyConnections(host, _byHost.GetValueOrDefault(host), _count);
        _isFull = true;
    }
}
