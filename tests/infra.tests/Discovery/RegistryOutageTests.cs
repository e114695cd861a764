using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using MsaSample.Infra.Tests.Registry;
using MsaSample.Testing;

namespace MsaSample.Infra.Tests.Discovery;

public sealed class RegistryOutageTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Registry_GoneAndBackEmpty_NobodyIsForgotten()
    {
        var registry = await TestRegistry.StartAsync();
        await using var server = await TestService.StartAsync("server", registry.Url, app => app.MapGet("/hello", () => "hello"));
        await using var client = await TestService.StartAsync("client", registry.Url);
        await Eventually.True("the client knows the server", () => client.Registry.Current.Up("server").Count == 1, ct: Ct);
        var forgotten = false;
        using var watch = Microsoft.Extensions.Primitives.ChangeToken.OnChange(
            () => client.Registry.GetChangeToken("server"), () => forgotten |= client.Registry.Current.Up("server").Count == 0);

        await registry.DisposeAsync();
        await Eventually.True("the client notices", () => client.Registry.IsStale, ct: Ct);
        Assert.Equal("hello", await client.Http().GetStringAsync(new Uri("http://server/hello"), Ct));

        await using var again = await TestRegistry.StartAsync(registry.Port);
        await Eventually.True("both have registered again", () => again.Leases.Current.Instances.Count == 2, ct: Ct);
        await Eventually.True("the client hears the registry again", () => !client.Registry.IsStale, ct: Ct);
        Assert.False(forgotten);
    }

    [Fact]
    public async Task Start_RegistryAway_ListensAndRegistersWhenItComes()
    {
        var port = FreePort.Next();
        await using var service = await TestService.StartAsync("early", new Uri($"http://127.0.0.1:{port}/eureka"));
        var health = service.App.Services.GetRequiredService<HealthCheckService>();
        Assert.Equal(HealthStatus.Unhealthy, (await health.CheckHealthAsync(Ct)).Status);

        await using var registry = await TestRegistry.StartAsync(port);

        await Eventually.True("it is registered", () => registry.Leases.Current.Instances is [{ App: "EARLY" }], ct: Ct);
        await Eventually.True("it is healthy", async () => (await health.CheckHealthAsync(Ct)).Status == HealthStatus.Healthy, ct: Ct);
    }

    [Fact]
    public async Task Heartbeat_RegistryForgotTheInstance_RegistersAgain()
    {
        await using var registry = await TestRegistry.StartAsync();
        await using var service = await TestService.StartAsync("svc", registry.Url);
        await Eventually.True("it is registered", () => registry.Leases.Current.Instances.Count == 1, ct: Ct);

        registry.Leases.Cancel("SVC", registry.Leases.Current.Instances[0].InstanceId);

        await Eventually.True("it is registered again", () => registry.Leases.Current.Instances.Count == 1, ct: Ct);
    }
}
