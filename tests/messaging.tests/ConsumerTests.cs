using Microsoft.Extensions.Diagnostics.HealthChecks;
using MsaSample.Messaging.Tests.Sample;
using MsaSample.Testing;

namespace MsaSample.Messaging.Tests;

public sealed class ConsumerTests(TestServers servers)
{
    [Theory, InlineData(Provider.Sqlite), InlineData(Provider.MariaDb)]
    public async Task Consume_AggregateSaved_BuildsTheCopy(Provider provider)
    {
        var settings = await TestSettings.CreateAsync(servers, provider);
        await using var source = await settings.StartSourceAsync();
        await using var copier = await settings.StartCopierAsync();

        await source.SetBalanceAsync("a", 7);

        await Eventually.True("the copy has the balance", async () => (await copier.CopyAsync("a"))?.Balance == 7);
        await Eventually.True("the outbox is empty", async () => await source.CountAsync("outbox") == 0);
        await Eventually.True("it is ready", async () => await copier.HealthAsync("broker") == HealthStatus.Healthy);
        Assert.Equal(HealthStatus.Healthy, await copier.HealthAsync("database"));
    }
}
