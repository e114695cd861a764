using Confluent.Kafka;
using MsaSample.Kafka.Clients;
using MsaSample.Kafka.Commands;

namespace MsaSample.Kafka.Producing;

/// <summary>Sends records and reports those that could not be sent.</summary>
internal sealed class Sender(IProducer<byte[]?, byte[]?> producer, string topic, Terminal terminal)
{
    private int _failures;

    public int Failures => Volatile.Read(ref _failures);

    /// <summary>Enqueues a record in the client; waits only while its queue is full.</summary>
    public void Send(Message<byte[]?, byte[]?> message, TimeSpan queueWait)
    {
        while (!TryQueue(message))
        {
            terminal.Stopped.ThrowIfCancellationRequested();
            producer.Poll(queueWait);
        }
    }

    public async Task SendAndWaitAsync(Message<byte[]?, byte[]?> message)
    {
        try
        {
            await producer.ProduceAsync(topic, message, terminal.Stopped);
        }
        catch (ProduceException<byte[]?, byte[]?> e)
        {
            Fail(e.Error);
        }
    }

    private bool TryQueue(Message<byte[]?, byte[]?> message)
    {
        try
        {
            producer.Produce(topic, message, report =>
            {
                if (report.Error.IsError)
                    Fail(report.Error);
            });
            return true;
        }
        catch (ProduceException<byte[]?, byte[]?> e) when (e.Error.Code == ErrorCode.Local_QueueFull)
        {
            return false;
        }
    }

    private void Fail(Error error)
    {
        Interlocked.Increment(ref _failures);
        terminal.Error.Write($"Error when sending message to topic {topic}: {Refusal.Reason(error)}\n");
    }
}
