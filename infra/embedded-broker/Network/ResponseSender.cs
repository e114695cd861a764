using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;
using MsaSample.Broker.Protocol;

namespace MsaSample.Broker.Network;

/// <summary>Sends responses. Log regions are read from their files straight into the connection's buffers.</summary>
internal sealed class ResponseSender(PipeWriter output, ConnectionPhase phase)
{
    private const int ChunkBytes = 64 * 1024;

    // Enough to keep the socket busy, and little enough to keep in memory for each slow reader.
    private const int FlushBytes = 256 * 1024;

    private readonly KafkaWriter _frame = new();

    public ValueTask SendAsync(Reply reply, CancellationToken cancellationToken)
    {
        reply.WriteTo(_frame);
        return SendAsync(cancellationToken);
    }

    /// <summary>Sends bytes as a frame without a header.</summary>
    public ValueTask SendAsync(ReadOnlySpan<byte> bytes, CancellationToken cancellationToken)
    {
        _frame.Reset(flexible: false);
        _frame.WriteRaw(bytes);
        return SendAsync(cancellationToken);
    }

    private async ValueTask SendAsync(CancellationToken cancellationToken)
    {
        BinaryPrimitives.WriteInt32BigEndian(output.GetSpan(sizeof(int)), checked((int)_frame.TotalLength));
        output.Advance(sizeof(int));

        var sent = 0;
        foreach (var (position, region) in _frame.Insertions)
        {
            output.Write(_frame.Written.Span[sent..position]);
            sent = position;
            await StreamAsync(region, cancellationToken);
        }

        output.Write(_frame.Written.Span[sent..]);
        await FlushAsync(cancellationToken);
    }

    private async ValueTask StreamAsync(FileRegion region, CancellationToken cancellationToken)
    {
        var unflushed = 0;
        for (var done = 0; done < region.Length;)
        {
            var wanted = Math.Min(ChunkBytes, region.Length - done);
            var read = RandomAccess.Read(region.Handle!, output.GetMemory(wanted).Span[..wanted], region.Position + done);
            if (read == 0)
                throw new EndOfStreamException($"the log ends {region.Length - done} bytes before the end that its index gives");

            output.Advance(read);
            done += read;
            unflushed += read;
            if (unflushed < FlushBytes)
                continue;

            await FlushAsync(cancellationToken);
            unflushed = 0;
        }
    }

    private ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken)
    {
        phase.Enter(ConnectionPhases.Sending);
        return output.FlushAsync(cancellationToken);
    }
}
