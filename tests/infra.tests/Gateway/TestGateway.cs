using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using MsaSample.Discovery;
using MsaSample.Gateway;
using MsaSample.Infra.Tests.Discovery;
using MsaSample.Infra.Tests.Registry;
using MsaSample.Launcher;
using MsaSample.ServiceDefaults;
using MsaSample.Testing;

namespace MsaSample.Infra.Tests.Gateway;

/// <summary>A gateway and a registry in the process of the test, to which a test adds services.</summary>
internal sealed class TestGateway : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly List<IAsyncDisposable> _services = [];

    private TestGateway(WebApplication app, TestRegistry registry)
    {
        (_app, Registry) = (app, registry);
        Http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
    }

    public TestRegistry Registry { get; }

    public HttpClient Http { get; }

    /// <param name="settings">Without services among them, the gateway knows the three of the sample from the start.</param>
    public static async Task<TestGateway> StartAsync(params string[] settings)
    {
        if (!settings.Any(setting => setting.StartsWith("--gateway:services", StringComparison.Ordinal)))
            settings = [.. settings, .. Service.All.Select((service, index) => $"--gateway:services:{index}={service.Name}")];
        var registry = await TestRegistry.StartAsync();
        var builder = ServiceProgram.CreateBuilder(
            [$"--registry={registry.Url}", "--logging:loglevel:default=Critical", .. settings], "gateway");
        builder.AddServiceDefaults("gateway");
        GatewayApp.Configure(builder);
        builder.Services.AddSingleton(TestTokens.Source);
        var app = builder.Build();
        app.UseServiceDefaults();
        app.MapServiceDefaults();
        GatewayApp.Map(app);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new TestGateway(app, registry);
    }

    /// <summary>Starts a service and waits until the gateway has it in its list.</summary>
    public async Task<TestService> AddServiceAsync(string name, Action<WebApplication> map)
    {
        var service = await TestService.StartAsync(name, Registry.Url, map);
        _services.Add(service);
        await KnowsAsync(name, service.Address);
        return service;
    }

    /// <summary>Registers an instance at an address on which no program listens.</summary>
    public async Task AddDeadInstanceAsync(string name)
    {
        var port = FreePort.Next();
        Registry.Leases.Register(Instances.Of(name, $"dead:{port}", leaseSeconds: 90) with { Port = new(port, true) });
        await KnowsAsync(name, new Uri($"http://127.0.0.1:{port}"));
    }

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? token = null, HttpContent? content = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await Http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>Sends, and returns the status with the problem's code.</summary>
    public async Task<(int Status, string? Code)> ProblemAsync(
        HttpMethod method, string path, string? token = null, HttpContent? content = null)
    {
        using var answer = await SendAsync(method, path, token, content);
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        return ((int)answer.StatusCode, body.GetProperty("code").GetString());
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        foreach (var service in _services)
            await service.DisposeAsync();
        await _app.StopAsync();
        await _app.DisposeAsync();
        await Registry.DisposeAsync();
    }

    private Task KnowsAsync(string name, Uri address) => Eventually.True(
        $"the gateway knows {name} at {address}",
        () => _app.Services.GetRequiredService<ServiceRegistry>().Current.Up(name).Any(instance => instance.Uri.Port == address.Port),
        ct: TestContext.Current.CancellationToken);
}
