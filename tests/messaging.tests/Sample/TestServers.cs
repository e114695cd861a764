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

    private readonly Lazy<Task<string>> _kafka = new(() => Task.FromResult(Environment.GetEnvironmentVariable("MSA_TEST_KAFKA")!));

    public Task<string> KafkaAsync() => _kafka.Value;

    public string Directory(string test) => _directory.File(test);

    public async ValueTask DisposeAsync()
    {
        if (_mariaDb.IsValueCreated)
            await (await _mariaDb.Value).DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _directory.Dispose();
    }
}
