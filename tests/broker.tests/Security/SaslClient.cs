using System.Buffers.Binary;
using System.Net;
using System.Text;
using MsaSample.Broker.Hosting;
using MsaSample.Broker.Protocol;
using MsaSample.Broker.Tests.Network;

namespace MsaSample.Broker.Tests.Security;

/// <summary>A connection that authenticates with hand-made messages, right or wrong.</summary>
internal sealed class SaslClient(RawClient raw) : IDisposable
{
    public RawClient Raw => raw;

    public static async Task<SaslClient> ConnectAsync(EmbeddedBroker broker) => new(await RawClient.ConnectAsync(broker));

    public static async Task<SaslClient> ConnectAsync(string bootstrapServers) =>
        new(await RawClient.ConnectAsync(IPEndPoint.Parse(bootstrapServers)));

    /// <summary>The error code and the mechanisms.</summary>
    public async Task<(ErrorCode Error, IReadOnlyList<string> Mechanisms)> HandshakeAsync(string mechanism, short version = 1)
    {
        await raw.SendRequestAsync(ApiKey.SaslHandshake, version, 1, w => w.WriteString(mechanism));
        return Read(await raw.ReceiveAsync());

        static (ErrorCode, IReadOnlyList<string>) Read(byte[] response)
        {
            var reader = new KafkaReader(response.AsMemory(sizeof(int)));
            return ((ErrorCode)reader.ReadInt16(), reader.ReadStrings());
        }
    }

    /// <summary>The error code, the message, the answer and the session's lifetime.</summary>
    public async Task<(ErrorCode Error, string? Message, string Token, long LifetimeMs)> AuthenticateAsync(string token)
    {
        await raw.SendRequestAsync(ApiKey.SaslAuthenticate, 1, 1, w => w.WriteBytes(Encoding.UTF8.GetBytes(token)));
        return Read(await raw.ReceiveAsync());

        static (ErrorCode, string?, string, long) Read(byte[] response)
        {
            var reader = new KafkaReader(response.AsMemory(sizeof(int)));
            var (error, message) = ((ErrorCode)reader.ReadInt16(), reader.ReadNullableString());
            return (error, message, Encoding.UTF8.GetString(reader.ReadBytes()), reader.ReadInt64());
        }
    }

    public async Task LogInAsync()
    {
        await HandshakeAsync("PLAIN");
        Assert.Equal(ErrorCode.None, (await AuthenticateAsync("\0alice\0alice-secret")).Error);
    }

    public async Task SendBareTokenAsync(string token)
    {
        var frame = new byte[sizeof(int) + Encoding.UTF8.GetByteCount(token)];
        BinaryPrimitives.WriteInt32BigEndian(frame, frame.Length - sizeof(int));
        Encoding.UTF8.GetBytes(token, frame.AsSpan(sizeof(int)));
        await raw.SendAsync(frame);
    }

    /// <summary>Whether Metadata is answered; if not, the connection was closed.</summary>
    public async Task<bool> IsServedAsync()
    {
        await raw.SendRequestAsync(ApiKey.Metadata, 1, 9, w => w.WriteLength(0));
        try
        {
            return BinaryPrimitives.ReadInt32BigEndian(await raw.ReceiveAsync()) == 9;
        }
        catch (IOException)
        {
            return false;
        }
    }

    public void Dispose() => raw.Dispose();
}
