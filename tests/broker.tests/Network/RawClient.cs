using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using MsaSample.Broker.Hosting;
using MsaSample.Broker.Protocol;

namespace MsaSample.Broker.Tests.Network;

/// <summary>A connection that sends arbitrary bytes.</summary>
internal sealed class RawClient : IDisposable
{
    private readonly TcpClient _tcp = new();
    private NetworkStream? _stream;

    private NetworkStream Stream => _stream ??= _tcp.GetStream();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static Task<RawClient> ConnectAsync(EmbeddedBroker broker, IPAddress? address = null, int? receiveBuffer = null) =>
        ConnectAsync(new IPEndPoint(address ?? IPAddress.Loopback, broker.Port), receiveBuffer);

    public static async Task<RawClient> ConnectAsync(IPEndPoint broker, int? receiveBuffer = null)
    {
        var client = new RawClient();
        if (receiveBuffer is { } bytes) client._tcp.ReceiveBufferSize = bytes;
        await client._tcp.ConnectAsync(broker, Cancel);
        return client;
    }

    public async Task SendAsync(ReadOnlyMemory<byte> bytes) => await Stream.WriteAsync(bytes, Cancel);

    /// <summary>Sends a request with header v1 or, when flexible, v2.</summary>
    public async Task SendRequestAsync(
        ApiKey key, short version, int correlationId, Action<KafkaWriter>? body = null, bool flexible = false)
    {
        var writer = new KafkaWriter();
        writer.WriteInt16((short)key);
        writer.WriteInt16(version);
        writer.WriteInt32(correlationId);
        writer.WriteNullableString("raw");
        var rest = new KafkaWriter(flexible);
        rest.WriteNoTaggedFields();
        body?.Invoke(rest);
        writer.WriteRaw(rest.Written.Span);

        var frame = new byte[sizeof(int) + writer.Written.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame, writer.Written.Length);
        writer.Written.CopyTo(frame.AsMemory(sizeof(int)));
        await SendAsync(frame);
    }

    /// <summary>The next response without its size.</summary>
    public async Task<byte[]> ReceiveAsync()
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        var size = new byte[sizeof(int)];
        await Stream.ReadExactlyAsync(size, patience.Token);
        var body = new byte[BinaryPrimitives.ReadInt32BigEndian(size)];
        await Stream.ReadExactlyAsync(body, patience.Token);
        return body;
    }

    /// <summary>Whether the broker closes the connection without sending another byte.</summary>
    public async Task<bool> IsClosedByBrokerAsync()
    {
        try
        {
            return await Stream.ReadAsync(new byte[1], Cancel).AsTask().WaitAsync(
                TimeSpan.FromSeconds(10), TimeProvider.System, Cancel) == 0;
        }
        catch (IOException)
        {
            return true;
        }
    }

    /// <summary>Waits until the broker has closed the connection; what it sent stays unread.</summary>
    public async Task EndsAsync()
    {
        // After a reset a socket accepts no bytes.
        while (true)
        {
            try
            {
                await Stream.WriteAsync(new byte[1], Cancel);
            }
            catch (IOException)
            {
                return;
            }
        }
    }

    public void CloseSending() => _tcp.Client.Shutdown(SocketShutdown.Send);

    public void Dispose() => _tcp.Dispose();
}
