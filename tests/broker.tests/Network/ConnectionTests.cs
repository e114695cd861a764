using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using MsaSample.Broker.Handlers;
using MsaSample.Broker.Hosting;
using MsaSample.Broker.Protocol;

namespace MsaSample.Broker.Tests.Network;

public sealed class ConnectionTests(BrokerFixture fixture) : IClassFixture<BrokerFixture>
{
    [Fact]
    public async Task Requests_SentWithoutWaiting_AreAnsweredInOrder()
    {
        using var client = await RawClient.ConnectAsync(fixture.Broker);
        for (var i = 0; i < 50; i++)
        {
            await client.SendRequestAsync(ApiKey.ApiVersions, 0, correlationId: 2 * i);
            await client.SendRequestAsync(ApiKey.Metadata, 0, correlationId: (2 * i) + 1, w => w.WriteLength(0));
        }

        for (var i = 0; i < 100; i++)
            Assert.Equal(i, BinaryPrimitives.ReadInt32BigEndian(await client.ReceiveAsync()));
    }

    [Fact]
    public async Task Request_ByteByByte_IsAnswered()
    {
        using var client = await RawClient.ConnectAsync(fixture.Broker);
        byte[] apiVersions0 = [0, 0, 0, 10, 0, 18, 0, 0, 0, 0, 0, 7, 0xff, 0xff];

        foreach (var b in apiVersions0)
            await client.SendAsync(new[] { b });

        Assert.Equal(7, BinaryPrimitives.ReadInt32BigEndian(await client.ReceiveAsync()));
    }

    [Fact]
    public async Task ApiVersions_VersionTooHigh_AnswersVersion0WithError35()
    {
        using var client = await RawClient.ConnectAsync(fixture.Broker);

        await client.SendRequestAsync(ApiKey.ApiVersions, 99, correlationId: 5);

        // correlation id, error 35, one entry: key 18, versions 0 to 4
        Assert.Equal("00000005" + "0023" + "00000001" + "0012" + "0000" + "0004", Convert.ToHexString(await client.ReceiveAsync()));
    }

    [Fact]
    public async Task ApiVersions_Flexible_HasResponseHeaderWithoutTags()
    {
        using var client = await RawClient.ConnectAsync(fixture.Broker);

        await client.SendRequestAsync(ApiKey.ApiVersions, 3, 5, flexible: true, body: w =>
        {
            w.WriteString("test");
            w.WriteString("1.0");
            w.WriteNoTaggedFields();
        });

        var response = Convert.ToHexString(await client.ReceiveAsync());
        var count = ApiTable.Instance.Apis.Count + 1;
        Assert.StartsWith("00000005" + "0000" + count.ToString("X2") + "0000" + "0000" + "000B" + "00", response);
    }

    [Fact]
    public async Task Localhost_OverIpv6_IsServed()
    {
        Assert.SkipUnless(Socket.OSSupportsIPv6, "this machine has no IPv6");
        using var client = await RawClient.ConnectAsync(fixture.Broker, IPAddress.IPv6Loopback);

        await client.SendRequestAsync(ApiKey.ApiVersions, 0, correlationId: 1);

        Assert.NotEmpty(await client.ReceiveAsync());
    }

    [Fact]
    public async Task Stop_WithIdleConnection_EndsAtOnce()
    {
        var broker = await EmbeddedBroker.StartNewAsync();
        using var client = await RawClient.ConnectAsync(broker);
        await client.SendRequestAsync(ApiKey.ApiVersions, 0, correlationId: 1);
        await client.ReceiveAsync();

        await broker.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(4), TimeProvider.System, TestContext.Current.CancellationToken);

        Assert.True(await client.IsClosedByBrokerAsync());
    }

    [Fact]
    public async Task Start_PortTaken_SaysByWhom()
    {
        var error = await Assert.ThrowsAnyAsync<IOException>(() => EmbeddedBroker.StartNewAsync(o => o.Port = fixture.Broker.Port));

        Assert.Contains($"port {fixture.Broker.Port} is taken", error.Message);
        Assert.Contains($"pid {Environment.ProcessId}", error.Message);
    }

    [Fact]
    public async Task Start_DataDirectoryTaken_IsRefused()
    {
        var error = await Assert.ThrowsAnyAsync<IOException>(
            () => EmbeddedBroker.StartNewAsync(o => o.DataDirectory = fixture.Broker.DataDirectory));

        Assert.Contains("in use by another broker", error.Message);
    }
}
