using System.Buffers.Binary;
using System.Text;
using Microsoft.Extensions.Logging;
using MsaSample.Broker.Hosting;
using MsaSample.Broker.Protocol;

namespace MsaSample.Broker.Tests.Network;

/// <summary>Malformed input closes its own connection, allocates nothing, and does not affect other connections.</summary>
public sealed class HostileInputTests(BrokerFixture fixture) : IClassFixture<BrokerFixture>
{
    public static TheoryData<string, byte[]> Bytes => new()
    {
        { "size 2 GiB", [0x7f, 0xff, 0xff, 0xff] },
        { "size -1", [0xff, 0xff, 0xff, 0xff] },
        { "size above 100 MiB", [0x06, 0x40, 0x00, 0x01] },
        { "HTTP", Encoding.ASCII.GetBytes("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n") },
        { "HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8.ToArray() },
        { "SSH", "SSH-2.0-OpenSSH_9.2p1\r\n"u8.ToArray() },
        { "TLS hello", [0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00, 0x01, 0xfc, 0x03, 0x03] },
        { "empty frame", [0, 0, 0, 0] },
        { "half a header", [0, 0, 0, 3, 0, 18, 0] },
        { "unknown API key", Frame(0x7f, 0xff, 0, 0, 0, 0, 0, 1, 0xff, 0xff) },
        { "negative API key", Frame(0xff, 0xff, 0, 0, 0, 0, 0, 1, 0xff, 0xff) },
        { "version not served", Frame(0, 3, 0, 99, 0, 0, 0, 1, 0xff, 0xff) },
        { "Produce v2", Frame(0, 0, 0, 2, 0, 0, 0, 1, 0xff, 0xff, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0) },
        { "client id longer than the frame", Frame(0, 3, 0, 0, 0, 0, 0, 1, 0x7f, 0xff, (byte)'x') },
        { "client id that is not UTF-8", Frame(0, 3, 0, 0, 0, 0, 0, 1, 0, 2, 0xc3, 0x28) },
        { "array of 2 billion elements", Frame(0, 3, 0, 0, 0, 0, 0, 1, 0xff, 0xff, 0x7f, 0xff, 0xff, 0xff) },
        { "null array", Frame(0, 3, 0, 0, 0, 0, 0, 1, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff) },
        { "varint of six bytes", Frame(0, 18, 0, 3, 0, 0, 0, 1, 0xff, 0xff, 0, 0x80, 0x80, 0x80, 0x80, 0x80, 0x01) },
        { "tagged field longer than the frame", Frame(0, 18, 0, 3, 0, 0, 0, 1, 0xff, 0xff, 1, 0, 0xff, 0xff, 0xff, 0xff, 0x0f) },
    };

    [Theory]
    [MemberData(nameof(Bytes))]
    public async Task Connection_SendsBadBytes_IsClosedAlone(string what, byte[] bytes)
    {
        using var bystander = await RawClient.ConnectAsync(fixture.Broker);
        using var hostile = await RawClient.ConnectAsync(fixture.Broker);

        await hostile.SendAsync(bytes);

        Assert.True(await hostile.IsClosedByBrokerAsync(), what);
        await bystander.SendRequestAsync(ApiKey.ApiVersions, 0, correlationId: 9);
        Assert.Equal(9, BinaryPrimitives.ReadInt32BigEndian(await bystander.ReceiveAsync()));
    }

    [Fact]
    public async Task Connection_SpeaksHttp_IsNamedInOneLine()
    {
        using var log = new RecordedLog();
        using var loggers = new LoggerFactory([log]);
        await using var broker = await EmbeddedBroker.StartNewAsync(loggers: loggers);
        using var browser = await RawClient.ConnectAsync(broker);

        await browser.SendAsync("DELETE /topics HTTP/1.1\r\n\r\n"u8.ToArray());

        Assert.True(await browser.IsClosedByBrokerAsync());
        Assert.Single(log.Lines, "Connection of /127.0.0.1 closed: received an HTTP request; this port speaks Kafka's protocol");
    }

    [Fact]
    public async Task Connection_EndsInsideAFrame_IsClosed()
    {
        using var client = await RawClient.ConnectAsync(fixture.Broker);

        await client.SendAsync(new byte[] { 0, 0, 1, 0, 0, 18 });
        client.CloseSending();

        Assert.True(await client.IsClosedByBrokerAsync());
    }

    [Fact]
    public async Task LargeSizes_DeclaredButNotSent_CostNoMemory()
    {
        var clients = new List<RawClient>();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var i = 0; i < 40; i++)
        {
            clients.Add(await RawClient.ConnectAsync(fixture.Broker));
            await clients[i].SendAsync(new byte[] { 0x06, 0x00, 0x00, 0x00, 0, 18 });
        }

        using var bystander = await RawClient.ConnectAsync(fixture.Broker);
        await bystander.SendRequestAsync(ApiKey.ApiVersions, 0, correlationId: 1);
        await bystander.ReceiveAsync();

        // 40 clients promise 4 GB
        Assert.True(GC.GetTotalMemory(forceFullCollection: false) - before < 16 << 20);
        clients.ForEach(c => c.Dispose());
    }

    private static byte[] Frame(params byte[] body) => [0, 0, 0, (byte)body.Length, .. body];
}
