using MsaSample.Broker.Hosting;
using MsaSample.Testing;

[assembly: AssemblyFixture(typeof(MsaSample.Messaging.Tests.Sample.TestServers))]

namespace MsaSample.Messaging.Tests.Sample;

public enum Provider
{
    Sqlite,
    MariaDb,
}

/// <summary>One broker and one database server for all tests, each started when the first test needs it.</summary>
public sealed class TestServers : IAsyncDisposable
{
    private readonly Lazy<Task<MariaDbServer>> _mariaDb = new(() => MariaDbServer.StartAsync());
    private readonly TempDirectory _directory = new("messaging");

    public async Task<string> DatabaseAsync(Provider provider)
    {
        if (provider == Provider.Sqlite)
            return "sqlite";

        Requires.MariaDb();
        return (await _mariaDb.Value).Url;
    }

    private readonly Lazy<Task<EmbeddedBroker>> _broker = new(() => EmbeddedBroker.StartNewAsync());

    /// <summary>Bootstrap servers: the embedded broker, or a Kafka that TEST_KAFKA names.</summary>
    public async Task<string> KafkaAsync() =>
        Environment.GetEnvironmentVariable("TEST_KAFKA") ?? (await _broker.Value).BootstrapServers;

    public string Directory(string test) => _directory.File(test);

    public async ValueTask DisposeAsync()
    {
        if (_mariaDb.IsValueCreated)
            await (await _mariaDb.Value).DisposeAsync();
        if (_broker.IsValueCreated)
            await (await _broker.Value).DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _directory.Dispose();
    }
}
