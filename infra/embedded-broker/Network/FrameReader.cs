using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;
using MsaSample.Broker.Protocol;
using MsaSample.Broker.Security;

namespace MsaSample.Broker.Network;

/// <summary>Splits a byte stream into frames: a size as int32, then that many bytes.</summary>
internal sealed class FrameReader(PipeReader input, BrokerLimits limits, RequestMemory memory, ConnectionPhase phase)
{
    /// <summary>Reads the next frame into a pooled buffer that the caller disposes; null when the client has closed its side.</summary>
    /// <param name="stranger">
    /// The client has not authenticated yet: its frame must be small, and uses the memory reserved for such clients.
    /// </param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="KafkaProtocolException">The size is out of bounds, or the stream ends inside a frame.</exception>
    public async ValueTask<Frame?> ReadAsync(bool stranger, CancellationToken cancellationToken)
    {
        phase.Enter(ConnectionPhases.Idle);
        var share = stranger ? memory.Strangers : memory.Users;
        var limit = Math.Min(stranger ? SaslSession.MaxTokenBytes : limits.MaxRequestBytes, share.MaxRequestBytes);
        if (await ReadSizeAsync(limit, cancellationToken) is not { } size)
            return null;

        phase.Enter(ConnectionPhases.Queued);
        var frame = await Frame.ReserveAsync(size, share, cancellationToken);
        try
        {
            phase.Enter(ConnectionPhases.Receiving);
            await FillAsync(frame, size, cancellationToken);
        }
        catch
        {
            frame.Dispose();
            throw;
        }

        return frame;
    }

    private async ValueTask FillAsync(Frame frame, int size, CancellationToken cancellationToken)
    {
        while (!frame.IsComplete)
        {
            var result = await input.ReadAsync(cancellationToken);
            var before = frame.Body.Length;
            var taken = frame.Append(result.Buffer);
            phase.Received(frame.Body.Length - before);
            input.AdvanceTo(taken);
            if (result.IsCompleted && !frame.IsComplete)
                throw new KafkaProtocolException($"the stream ended inside a request of {size} bytes");
        }
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
