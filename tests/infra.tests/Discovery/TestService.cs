using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MsaSample.Discovery;

namespace MsaSample.Infra.Tests.Discovery;

/// <summary>A small service in the process of the test, registered by the client under test.</summary>
internal sealed class TestService : IAsyncDisposable
{
    private TestService(WebApplication app) => App = app;

    public WebApplication App { get; }

    public Uri Address => new(App.Urls.First());

    public ServiceRegistry Registry => App.Services.GetRequiredService<ServiceRegistry>();

    /// <summary>Starts a service that sends heartbeats and fetches every second, so that tests are short.</summary>
    public static async Task<TestService> StartAsync(
        string name, Uri registry, Action<WebApplication>? map = null, params string[] settings)
    {
        var builder = WebApplication.CreateSlimBuilder(
        [
            $"--registry={registry}", "--Eureka:Instance:LeaseRenewalIntervalInSeconds=1",
            "--Eureka:Instance:LeaseExpirationDurationInSeconds=3",
            "--Eureka:Client:RegistryFetchIntervalSeconds=1", .. settings,
        ]);
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddHttpClient();
        builder.AddDiscovery(name);
        var app = builder.Build();
        map?.Invoke(app);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new TestService(app);
    }

    public HttpClient Http() => App.Services.GetRequiredService<IHttpClientFactory>().CreateClient();

    public async ValueTask DisposeAsync()
    {
        await App.StopAsync();
        await App.DisposeAsync();
    }
}
