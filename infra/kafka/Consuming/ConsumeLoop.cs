using Confluent.Kafka;
using MsaSample.Kafka.Commands;

namespace MsaSample.Kafka.Consuming;

/// <summary>Prints records until the wanted number is reached, none came for a while, or the tool is stopped.</summary>
internal sealed class ConsumeLoop(IConsumer<byte[]?, byte[]?> consumer, MessageFormatter formatter, Terminal terminal, TimeProvider clock)
{
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(100);

    /// <summary>How many records were printed.</summary>
    public long Count { get; private set; }

    /// <param name="most">Ends after so many records; null = never.</param>
    /// <param name="idle">Ends when no record came for so long; null = never.</param>
    public void Run(long? most, TimeSpan? idle)
    {
        var last = clock.GetTimestamp();
        while (!terminal.Stopped.IsCancellationRequested && !(Count >= most))
        {
            if (Next(idle) is not { } record)
            {
                if (clock.GetElapsedTime(last) >= idle)
                    return;
                continue;
            }

            formatter.Write(record, terminal.Output);
            Count++;
            last = clock.GetTimestamp();
        }
    }

    // Output is flushed as soon as no further record is waiting.
    private ConsumeResult<byte[]?, byte[]?>? Next(TimeSpan? idle)
    {
        try
        {
            if (consumer.Consume(TimeSpan.Zero) is { } record)
                return record;

            terminal.Flush();
            return consumer.Consume(idle < Turn ? idle.Value : Turn);
        }
        catch (ConsumeException e) when (e.Error.Code is ErrorCode.UnknownTopicOrPart or ErrorCode.Local_UnknownTopic)
        {
            return null; // the topic is being created
        }
    }
}
