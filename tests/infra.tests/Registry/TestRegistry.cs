using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using MsaSample.Registry;
using MsaSample.Registry.Leases;

namespace MsaSample.Infra.Tests.Registry;

/// <summary>A registry in the process of the test, on a free port.</summary>
public sealed class TestRegistry : IAsyncDisposable
{
    private readonly WebApplication _app;

    private TestRegistry(WebApplication app)
    {
        _app = app;
        Url = new Uri($"{app.Urls.First()}/eureka");
    }

    /// <summary>In the form of the setting <c>Registry</c>.</summary>
    public Uri Url { get; }

    public int Port => Url.Port;

    internal LeaseTable Leases => _app.Services.GetRequiredService<LeaseTable>();

    public static async Task<TestRegistry> StartAsync(int port = 0, Action<IServiceCollection>? configure = null)
    {
        var app = RegistryServer.Build(["--port", $"{port}", "--logging:loglevel:default=Error"], configure);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new TestRegistry(app);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
