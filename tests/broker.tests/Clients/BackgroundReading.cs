using Confluent.Kafka;

namespace MsaSample.Broker.Tests.Clients;

/// <summary>Polls a consumer, so that it stays a live member of its group, until it is disposed.</summary>
/// <remarks>
/// Dispose it before the consumer: librdkafka frees its queues there, and a poll that is still running writes into that memory.
/// </remarks>
internal sealed class BackgroundReading : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _polling;

    public BackgroundReading(IConsumer<string, string> consumer) => _polling = Task.Run(() =>
    {
        while (!_stop.IsCancellationRequested)
            consumer.Consume(TimeSpan.FromMilliseconds(100));
    });

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _polling;
        _stop.Dispose();
    }
}
