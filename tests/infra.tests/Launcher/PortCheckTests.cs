using System.Net;
using System.Net.Sockets;
using MsaSample.Launcher;
using MsaSample.Launcher.Ports;

namespace MsaSample.Infra.Tests.Launcher;

public sealed class PortCheckTests
{
    [Fact]
    public void Check_PortTaken_SaysWhichByWhomAndTheOption()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;

        var failure = Assert.Throws<LaunchException>(() => PortCheck.Check([(port, "--gateway-port")]));

        Assert.Contains($"port {port} is taken (by ", failure.Message, StringComparison.Ordinal);
        Assert.Contains($"pid {Environment.ProcessId}); choose another with --gateway-port", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_OnePortTwice_SaysForWhich()
    {
        var port = PortCheck.FindFree();

        var failure = Assert.Throws<LaunchException>(() => PortCheck.Check([(port, "--gateway-port"), (port, "--broker-port")]));

        Assert.Contains("--gateway-port and --broker-port", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_FreeOrZero_Passes() =>
        PortCheck.Check([(PortCheck.FindFree(), "--gateway-port"), (0, "--broker-port"), (0, "--registry-port")]);
}
