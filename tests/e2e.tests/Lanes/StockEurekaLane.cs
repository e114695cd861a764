using MsaSample.Testing;

namespace MsaSample.EndToEnd.Tests;

/// <summary>SQLite files and the embedded broker, with a stock Eureka server instead of our registry.</summary>
public sealed class StockEurekaLane : Lane
{
    // Lists are at most half a second old instead of thirty. The tests wait for changes anyway, so this only saves time.
    private static readonly string[] Settings = ["eureka.server.response-cache-update-interval-ms=500"];

    public override string? Unavailable => Missing.StockEureka;

    protected override async Task<OrderSystemOptions> StartServersAsync() =>
        new() { Registry = (await OwnAsync(StockEureka.StartAsync(Settings))).Url.ToString() };
}
