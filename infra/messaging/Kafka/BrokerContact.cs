using Confluent.Kafka;

namespace MsaSample.Messaging.Kafka;

/// <summary>
/// Tells whether Kafka can be reached. The clients of this process report the loss of the last broker, but not that a broker is back: after
/// a loss, each call asks Kafka for its metadata until it answers.
/// </summary>
internal sealed class BrokerContact(KafkaClients clients) : IDisposable
{
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _asking = new(1);

    /// <summary>True when Kafka answers, or when no client has reported a loss.</summary>
    public async Task<bool> IsReachedAsync(CancellationToken cancellationToken)
    {
        if (!clients.AllBrokersDown)
            return true;

        await _asking.WaitAsync(cancellationToken);
        try
        {
            if (!clients.AllBrokersDown)
                return true;

            await Task.Run(Ask, cancellationToken);
            clients.AllBrokersDown = false;
            return true;
        }
        catch (KafkaException)
        {
            return false;
        }
        finally
        {
            _asking.Release();
        }
    }

    public void Dispose() => _asking.Dispose();

    private void Ask()
    {
        using var admin = clients.CreateAdmin();
        admin.GetMetadata(AnswerTimeout);
    }
}
