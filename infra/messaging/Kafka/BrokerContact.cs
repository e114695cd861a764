using Confluent.Kafka;

namespace MsaSample.Messaging.Kafka;

/// <summary>
/// Whether Kafka is within reach. The clients of this process say when they have lost the last broker, but not when they have found one
/// again: after a loss each question asks Kafka itself, until it answers.
/// </summary>
internal sealed class BrokerContact(KafkaClients clients) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _asking = new(1);

    /// <summary>True when Kafka answers, or when nothing says that it would not.</summary>
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
        admin.GetMetadata(Patience);
    }
}
