namespace MsaSample.Broker.Tests.Clients;

/// <summary>Tests that know only a broker's address; each suite is run by one class for this broker and one for Apache Kafka.</summary>
public abstract class BrokerContract(IBrokerUnderTest broker) : IAsyncLifetime
{
    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary><c>host:port</c> of the broker.</summary>
    protected string BootstrapServers => broker.BootstrapServers;

    public virtual ValueTask InitializeAsync() => broker.StartAsync();

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}
