using MsaSample.Discovery.Client;

namespace MsaSample.Infra.Tests.Discovery;

public sealed class LocalInstanceTests
{
    [Theory]
    [InlineData("http://127.0.0.1:40123", "127.0.0.1", 40123)]
    [InlineData("http://[::1]:5000", "::1", 5000)]
    [InlineData("http://localhost:80", "localhost", 80)]
    public void Describe_OneAddress_IsRegisteredAsIs(string address, string host, int port)
    {
        var instance = LocalInstance.Describe(new EurekaInstanceOptions(), "order-service", [address], DateTimeOffset.UnixEpoch);

        Assert.Equal((host, port), (instance.HostName, instance.Port.Number));
        Assert.Equal($"{host}:order-service:{port}", instance.InstanceId);
        Assert.Equal(("ORDER-SERVICE", "order-service"), (instance.App, instance.VipAddress));
        Assert.False(instance.SecurePort.Enabled);
    }

    [Theory]
    [InlineData("http://0.0.0.0:8080")]
    [InlineData("http://[::]:8080")]
    [InlineData("http://*:8080")]
    public void Describe_EveryAddress_RegistersTheMachinesName(string address) =>
        Assert.Equal(
            System.Net.Dns.GetHostName(),
            LocalInstance.Describe(new EurekaInstanceOptions(), "a", [address], DateTimeOffset.UnixEpoch).HostName);

    [Fact]
    public void Describe_SettingsGiven_OverrideTheDefaults()
    {
        var options = new EurekaInstanceOptions
        {
            HostName = "public",
            IPAddress = "10.1.2.3",
            PreferIPAddress = true,
            Port = 99,
            NonSecurePortEnabled = true,
            AppName = "other",
            InstanceEnabledOnInit = false,
        };

        var instance = LocalInstance.Describe(options, "a", ["http://127.0.0.1:1"], DateTimeOffset.UnixEpoch);

        Assert.Equal(("10.1.2.3", 99, "OTHER"), (instance.HostName, instance.Port.Number, instance.App));
        Assert.Equal(MsaSample.Discovery.InstanceStatus.Starting, instance.Status);
    }
}
