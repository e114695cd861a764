using System.Net;
using System.Net.Sockets;

namespace MsaSample.Testing;

/// <summary>
/// Finds a free TCP port on loopback, for programs that cannot listen on port 0 and report the port they got. It is below the range that
/// the system uses for outgoing connections, so that none of those can take it before the program listens.
/// </summary>
public static class FreePort
{
    private const int Lowest = 10_000;
    private const int Highest = 31_000;

    /// <summary>A port on which no program listens now.</summary>
    public static int Next() => Next(0);

    /// <summary>A port that is free together with each <c>port + offset</c>.</summary>
    public static int Next(params ReadOnlySpan<int> offsets)
    {
        while (true)
        {
            var port = Random.Shared.Next(Lowest, Highest);
            var free = IsFree(port);
            foreach (var offset in offsets) free = free && IsFree(port + offset);
            if (free) return port;
        }
    }

    private static bool IsFree(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Any, port));
            return true;
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
        {
            return false;
        }
    }
}
