using Microsoft.AspNetCore.Builder;
using MsaSample.Infra.Tests.Registry;
using MsaSample.Testing;

namespace MsaSample.Infra.Tests.Discovery;

/// <summary>The behaviour of our client, tested with our registry and with the stock server.</summary>
public abstract class DiscoveryContract
{
    private protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    private readonly string _name = $"svc-{Guid.NewGuid():N}";

    protected abstract Task<Uri> RegistryAsync();

    [Fact]
    public async Task Request_ToAServiceName_ReachesItsRealPort()
    {
        var registry = await RegistryAsync();
        await using var server = await TestService.StartAsync(_name, registry, app => app.MapGet("/hello", () => "hello"));
        await using var client = await TestService.StartAsync(_name + "-client", registry);
        await Eventually.True("the client knows the server", () => client.Registry.Current.Up(_name).Count == 1, ct: Ct);

        var text = await client.Http().GetStringAsync(new Uri($"http://{_name}/hello"), Ct);

        Assert.Equal("hello", text);
        Assert.Equal(server.Address.Port, client.Registry.Current.Up(_name)[0].Uri.Port);
    }

    [Fact]
    public async Task Stop_RequestInFlight_LeavesTheRegistryFirstAndServesItToTheEnd()
    {
        var registry = await RegistryAsync();
        var (entered, release) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var server = await TestService.StartAsync(_name, registry, app => app.MapGet("/slow", async () =>
        {
            entered.SetResult();
            await release.Task;
            return "done";
        }));
        await using var client = await TestService.StartAsync(_name + "-client", registry);
        await Eventually.True("the client knows the server", () => client.Registry.Current.Up(_name).Count == 1, ct: Ct);
        var inFlight = client.Http().GetStringAsync(new Uri($"http://{_name}/slow"), Ct);
        await entered.Task;

        var stopped = server.App.StopAsync(Ct);
        await Eventually.True("the client sees it go", () => client.Registry.Current.Up(_name).Count == 0, ct: Ct);

        Assert.False(stopped.IsCompleted);
        release.SetResult();
        Assert.Equal("done", await inFlight);
        await stopped;
    }

    [Fact]
    public async Task Request_NobodyRegistered_FailsWithAClearException()
    {
        await using var client = await TestService.StartAsync(_name, await RegistryAsync());
        await client.Registry.FirstFetch.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, Ct);

        var e = await Assert.ThrowsAsync<MsaSample.Discovery.ServiceUnavailableException>(
            () => client.Http().GetStringAsync(new Uri("http://nobody-service/"), Ct));

        Assert.Equal("No instance of 'nobody-service' is UP in the registry.", e.Message);
    }
}

public sealed class DiscoveryWithOurRegistryTests(OurRegistryContractTests.Server server)
    : DiscoveryContract, IClassFixture<OurRegistryContractTests.Server>
{
    protected override Task<Uri> RegistryAsync() => Task.FromResult(server.Registry.Url);
}

public sealed class DiscoveryWithStockEurekaTests(StockEurekaServer server) : DiscoveryContract, IClassFixture<StockEurekaServer>
{
    protected override Task<Uri> RegistryAsync() => Task.FromResult(server.RequiredUrl);
}
