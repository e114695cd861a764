using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;
using MsaSample.Broker.Protocol;

namespace MsaSample.Broker.Network;

/// <summary>Sends a written frame: its bytes from memory, the log regions from their files straight into the connection's buffers.</summary>
internal static class ResponseSender
{
    private const int ChunkBytes = 64 * 1024;

    // Enough to keep the socket busy, little enough to hold in memory per connection.
    private const int FlushBytes = 256 * 1024;

    public static async ValueTask SendAsync(PipeWriter output, KafkaWriter frame, CancellationToken cancellationToken)
    {
        BinaryPrimitives.WriteInt32BigEndian(output.GetSpan(sizeof(int)), checked((int)frame.TotalLength));
        output.Advance(sizeof(int));

        var sent = 0;
        foreach (var (position, region) in frame.Insertions)
        {
            output.Write(frame.Written.Span[sent..position]);
            sent = position;
            await StreamAsync(output, region, cancellationToken);
        }

        output.Write(frame.Written.Span[sent..]);
        await output.FlushAsync(cancellationToken);
    }

    private static async ValueTask StreamAsync(PipeWriter output, FileRegion region, CancellationToken cancellationToken)
    {
        var unflushed = 0;
        for (var done = 0; done < region.Length;)
        {
            var wanted = Math.Min(ChunkBytes, region.Length - done);
            var read = RandomAccess.Read(region.Handle!, output.GetMemory(wanted).Span[..wanted], region.Position + done);
            if (read == 0)
                throw new EndOfStreamException($"the log ends {region.Length - done} bytes before its index says");

            output.Advance(read);
            done += read;
            unflushed += read;
            if (unflushed < FlushBytes)
                continue;

            await output.FlushAsync(cancellationToken);
            unflushed = 0;
        }
    }
}
