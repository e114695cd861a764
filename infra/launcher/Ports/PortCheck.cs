using System.Net;
using System.Net.Sockets;
using MsaSample.CommandLine.Ports;

namespace MsaSample.Launcher.Ports;

/// <summary>Checks that the fixed ports are free before anything is started.</summary>
internal static class PortCheck
{
    /// <summary>Checks every port and reports all that are taken, with the option that chooses another.</summary>
    /// <exception cref="LaunchException">A port is taken.</exception>
    public static void Check(IEnumerable<(int Port, string Option)> ports)
    {
        var wanted = ports.Where(entry => entry.Port != 0).ToList();
        var problems = wanted
            .Where(entry => !IsFree(entry.Port))
            .Select(entry => PortTaken.Describe(entry.Port, entry.Option))
            .Concat(wanted
                .GroupBy(entry => entry.Port)
                .Where(same => same.Count() > 1)
                .Select(same => $"port {same.Key} is given twice, to {string.Join(" and ", same.Select(entry => entry.Option))}"))
            .ToList();

        if (problems.Count > 0)
            throw new LaunchException(string.Join('\n', problems));
    }

    /// <summary>A port that is free at the moment, from below the range that the system gives to outgoing connections.</summary>
    public static int FindFree()
    {
        while (true)
        {
            var port = Random.Shared.Next(10_000, 31_000);
            if (IsFree(port))
                return port;
        }
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
        {
            return false;
        }
    }
}
