using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;
using MsaSample.Broker.Protocol;

namespace MsaSample.Broker.Network;

/// <summary>Cuts a byte stream into frames: a size as int32, then that many bytes.</summary>
internal sealed class FrameReader(PipeReader input)
{
    /// <summary>Kafka's <c>socket.request.max.bytes</c>.</summary>
    public const int MaxFrameBytes = 100 * 1024 * 1024;

    // A declared size is not trusted with more memory than this until the bytes arrive.
    private const int FirstRent = 256 * 1024;

    /// <summary>The largest frame that is taken, in bytes.</summary>
    public int Limit { get; set; } = MaxFrameBytes;

    /// <summary>The next frame, in a pooled buffer that the caller disposes; null when the client has closed its side.</summary>
    /// <exception cref="KafkaProtocolException">The size is out of bounds, or the stream ends inside a frame.</exception>
    public async ValueTask<Frame?> ReadAsync(CancellationToken cancellationToken)
    {
        if (await ReadSizeAsync(cancellationToken) is not { } size)
            return null;

        var frame = new Frame(size, Math.Min(size, FirstRent));
        try
        {
            while (!frame.IsComplete)
            {
                var result = await input.ReadAsync(cancellationToken);
                var taken = frame.Append(result.Buffer);
                input.AdvanceTo(taken);
                if (result.IsCompleted && !frame.IsComplete)
                    throw new KafkaProtocolException($"the stream ended inside a request of {size} bytes");
            }
        }
        catch
        {
            frame.Dispose();
            throw;
        }

        return frame;
    }

    private async ValueTask<int?> ReadSizeAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var result = await input.ReadAsync(cancellationToken);
            if (result.Buffer.Length >= sizeof(int))
            {
                var size = CheckedSize(result.Buffer);
                input.AdvanceTo(result.Buffer.GetPosition(sizeof(int)));
                return size;
            }

            input.AdvanceTo(result.Buffer.Start, result.Buffer.End);
            if (!result.IsCompleted)
                continue;

            return result.Buffer.IsEmpty ? null : throw new KafkaProtocolException("the stream ended inside a request's size");
        }
    }

    private int CheckedSize(ReadOnlySequence<byte> buffer)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        buffer.Slice(0, sizeof(int)).CopyTo(bytes);
        var size = BinaryPrimitives.ReadInt32BigEndian(bytes);
        return size >= 0 && size <= Limit ? size : throw new KafkaProtocolException(Describe(size, bytes));
    }

    // The two hellos that reach a Kafka port by mistake deserve a plain word.
    private string Describe(int size, ReadOnlySpan<byte> bytes) => bytes switch
    {
        [(byte)'G', (byte)'E', (byte)'T', (byte)' '] or [(byte)'P', (byte)'O', (byte)'S', (byte)'T'] or [(byte)'H', (byte)'E', (byte)'A', (byte)'D']
            => "an HTTP request; this port speaks Kafka's protocol",
        [0x16, 0x03, ..] => "a TLS hello; this port speaks Kafka's protocol in plain text",
        _ => $"a request of {size} bytes; 0 to {Limit} are allowed",
    };
}
