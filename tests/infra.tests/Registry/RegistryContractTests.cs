using MsaSample.Testing;

namespace MsaSample.Infra.Tests.Registry;

/// <summary>The contract with our registry.</summary>
public sealed class OurRegistryContractTests(OurRegistryContractTests.Server server)
    : RegistryContract, IClassFixture<OurRegistryContractTests.Server>
{
    protected override Task<Uri> ServerAsync() => Task.FromResult(server.Registry.Url);

    public sealed class Server : IAsyncLifetime
    {
        public TestRegistry Registry { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Registry = await TestRegistry.StartAsync();

        public ValueTask DisposeAsync() => Registry.DisposeAsync();
    }
}

/// <summary>The contract with the stock server, which shows that the tests expect what Eureka does.</summary>
public sealed class StockEurekaContractTests(StockEurekaServer server) : RegistryContract, IClassFixture<StockEurekaServer>
{
    protected override Task<Uri> ServerAsync() => Task.FromResult(server.RequiredUrl);
}

/// <summary>A stock server with short cache times, started once per test class where it can run.</summary>
public sealed class StockEurekaServer : IAsyncLifetime
{
    private StockEureka? _eureka;

    /// <summary>Skips the test where no stock server can run.</summary>
    public Uri RequiredUrl
    {
        get
        {
            Requires.StockEureka();
            return _eureka!.Url;
        }
    }

    public async ValueTask InitializeAsync()
    {
        if (Missing.StockEureka is null)
            _eureka = await StockEureka.StartAsync(["eureka.server.response-cache-update-interval-ms=500"]);
    }

    public async ValueTask DisposeAsync()
    {
        if (_eureka is not null)
            await _eureka.DisposeAsync();
    }
}
