using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;
using MsaSample.Broker.Hosting;
using MsaSample.Broker.Protocol;
using MsaSample.Broker.Security;

namespace MsaSample.Broker.Network;

/// <summary>Cuts a byte stream into frames: a size as int32, then that many bytes.</summary>
internal sealed class FrameReader(PipeReader input, BrokerLimits limits, RequestMemory memory, ConnectionPhase phase)
{
    // Buffers are rounded up to twice a request at most: it must find room when it is the only one.
    private readonly int _maxBytes = (int)Math.Min(limits.MaxRequestBytes, limits.MaxRequestBytesInFlight / 2);

    /// <summary>The next frame, in a pooled buffer that the caller disposes; null when the client has closed its side.</summary>
    /// <param name="stranger">The client still has to authenticate: its frame must be small, and takes nothing of the memory for requests.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="KafkaProtocolException">The size is out of bounds, or the stream ends inside a frame.</exception>
    public async ValueTask<Frame?> ReadAsync(bool stranger, CancellationToken cancellationToken)
    {
        phase.Enter(ConnectionPhases.Idle);
        if (await ReadSizeAsync(stranger ? Math.Min(SaslSession.MaxTokenBytes, _maxBytes) : _maxBytes, cancellationToken) is not { } size)
            return null;

        var frame = new Frame(size, stranger ? null : memory);
        phase.Enter(ConnectionPhases.Receiving);
        try
        {
            while (!frame.IsComplete)
            {
                var result = await input.ReadAsync(cancellationToken);
                var before = frame.Body.Length;
                var taken = await frame.AppendAsync(result.Buffer, cancellationToken);
                phase.GotOn(frame.Body.Length - before);
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

    private async ValueTask<int?> ReadSizeAsync(int limit, CancellationToken cancellationToken)
    {
        while (true)
        {
            var result = await input.ReadAsync(cancellationToken);
            if (result.Buffer.Length >= sizeof(int))
            {
                var size = CheckedSize(result.Buffer, limit);
                input.AdvanceTo(result.Buffer.GetPosition(sizeof(int)));
                return size;
            }

            input.AdvanceTo(result.Buffer.Start, result.Buffer.End);
            if (!result.IsCompleted)
                continue;

            return result.Buffer.IsEmpty ? null : throw new KafkaProtocolException("the stream ended inside a request's size");
        }
    }

    private static int CheckedSize(ReadOnlySequence<byte> buffer, int limit)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        buffer.Slice(0, sizeof(int)).CopyTo(bytes);
        if (ForeignHello.Recognise(bytes) is { } hello)
            throw new KafkaProtocolException(hello);

        var size = BinaryPrimitives.ReadInt32BigEndian(bytes);
        return size >= 0 && size <= limit
            ? size
            : throw new KafkaProtocolException($"a request of {size} bytes; 0 to {limit} are allowed");
    }
}
