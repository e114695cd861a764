using System.Net;
using System.Net.Sockets;
using MsaSample.CommandLine.Ports;

namespace MsaSample.Infra.Tests.CommandLine;

public sealed class PortTakenTests
{
    [Fact]
    public void Describe_OwnListener_NamesThisProcessAndTheOption()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;

        Assert.Matches(
            $@"^port {port} is taken \(by .+, pid {Environment.ProcessId}\); choose another with --port$",
            PortTaken.Describe(port, "--port"));
    }
}
