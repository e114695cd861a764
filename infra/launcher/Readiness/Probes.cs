using System.Net.Sockets;

namespace MsaSample.Launcher.Readiness;

/// <summary>Checks whether a server outside answers; each throws while it does not.</summary>
internal static class Probes
{
    /// <summary>Connects to the first of <c>host:port,host:port</c> that accepts.</summary>
    public static Func<CancellationToken, Task> Tcp(string servers, int defaultPort) => async cancellationToken =>
    {
        SocketException? failure = null;
        foreach (var server in servers.Split(','))
        {
            var address = new Uri($"tcp://{server.Trim()}");
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(address.Host, address.Port < 0 ? defaultPort : address.Port, cancellationToken);
                return;
            }
            catch (SocketException e)
            {
                failure = e;
            }
        }

        throw failure!;
    };

    /// <summary>Requests a page; any status other than success is a failure.</summary>
    public static Func<CancellationToken, Task> Http(HttpClient http, string url) => async cancellationToken =>
    {
        using var response = await http.GetAsync(new Uri(url), cancellationToken);
        response.EnsureSuccessStatusCode();
    };
}
