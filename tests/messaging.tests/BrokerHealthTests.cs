using Microsoft.Extensions.Diagnostics.HealthChecks;
using MsaSample.Broker.Hosting;
using MsaSample.Messaging.Tests.Sample;
using MsaSample.Testing;

namespace MsaSample.Messaging.Tests;

public sealed class BrokerHealthTests(TestServers servers)
{
    [Fact]
    public async Task Health_BrokerGoesAndComesBack_SaysSoBothTimes()
    {
        using var data = new TempDirectory("broker-health");
        var port = FreePort.Next();
        var broker = await StartAsync();
        var settings = (await TestSettings.CreateAsync(servers, Provider.Sqlite)).WithBroker(broker.BootstrapServers);
        await using var copier = await settings.StartCopierAsync();
        await Becomes(HealthStatus.Healthy);

        await broker.DisposeAsync();
        await Becomes(HealthStatus.Unhealthy);

        await using var again = await StartAsync();
        await Becomes(HealthStatus.Healthy);

        Task<EmbeddedBroker> StartAsync() => EmbeddedBroker.StartNewAsync(o => (o.Port, o.DataDirectory) = (port, data.Path));

        Task Becomes(HealthStatus status) =>
            Eventually.True($"the check is {status}", async () => await copier.HealthAsync("broker") == status);
    }
}
