using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using MsaSample.Testing;

namespace MsaSample.Infra.Tests.Gateway;

public sealed class RoutingTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Get_ServiceRegisters_IsReachedWithThePrefixRemoved()
    {
        await using var gateway = await TestGateway.StartAsync();
        Assert.Equal((503, "service-unavailable"), await gateway.ProblemAsync(HttpMethod.Get, "/catalog-service/catalogs"));

        await gateway.AddServiceAsync(
            "catalog-service", app => app.MapGet("/catalogs", (HttpRequest request) => request.Path + request.QueryString));

        await Eventually.Passes(
            "the route works",
            async () =>
                Assert.Equal(
                    "/catalogs?page=1",
                    await gateway.Http.GetStringAsync(new Uri("/catalog-service/catalogs?page=1", UriKind.Relative), Ct)),
            ct: Ct);
    }

    [Fact]
    public async Task Get_UnknownService_GetsARouteWhenItRegisters()
    {
        await using var gateway = await TestGateway.StartAsync();
        Assert.Equal((404, "not-found"), await gateway.ProblemAsync(HttpMethod.Get, "/new-service/health/live"));

        await gateway.AddServiceAsync("new-service", app => app.MapGet("/health/live", () => "alive"));

        await Eventually.True(
            "the new service is routed",
            async () => (await gateway.SendAsync(HttpMethod.Get, "/new-service/health/live")).IsSuccessStatusCode,
            ct: Ct);
    }

    [Fact]
    public async Task Get_ServiceStops_Answers503AtOnce()
    {
        await using var gateway = await TestGateway.StartAsync();
        var service = await gateway.AddServiceAsync("catalog-service", app => app.MapGet("/catalogs", () => "[]"));
        await Eventually.True(
            "it is routed", async () => (await gateway.SendAsync(HttpMethod.Get, "/catalog-service/catalogs")).IsSuccessStatusCode, ct: Ct);

        await service.App.StopAsync(Ct);

        Assert.Equal((503, "service-unavailable"), await gateway.ProblemAsync(HttpMethod.Get, "/catalog-service/catalogs"));
    }

    [Fact]
    public async Task Get_HeadersOfAProxyForged_ReplacesOrDropsThem()
    {
        await using var gateway = await TestGateway.StartAsync();
        await gateway.AddServiceAsync(
            "catalog-service", app => app.MapGet("/h", (HttpRequest r) => r.Headers.ToDictionary(h => h.Key, h => h.Value.ToString())));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/catalog-service/h");
        string[] ofProxies =
            ["X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Prefix", "Forwarded", "X-Real-IP", "X-HTTP-Method-Override"];
        foreach (var header in ofProxies)
            request.Headers.TryAddWithoutValidation(header, "forged");

        var answer = await Eventually.Value("it is routed", async () =>
        {
            using var copy = new HttpRequestMessage(HttpMethod.Get, request.RequestUri);
            foreach (var (name, values) in request.Headers)
                copy.Headers.TryAddWithoutValidation(name, values);
            using var response = await gateway.Http.SendAsync(copy, Ct);
            return response.StatusCode == HttpStatusCode.OK
                ? await response.Content.ReadFromJsonAsync<Dictionary<string, string>>(Ct)
                : null;
        }, ct: Ct);

        Assert.Equal(("127.0.0.1", "/catalog-service"), (answer["X-Forwarded-For"], answer["X-Forwarded-Prefix"]));
        Assert.DoesNotContain(answer, header => header.Value.Contains("forged", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Get_HeaderOutsideAscii_ReachesTheService()
    {
        await using var gateway = await TestGateway.StartAsync();
        await gateway.AddServiceAsync("catalog-service", app => app.MapGet("/h", (HttpRequest r) => r.Headers["X-Name"].ToString()));
        using var handler = new SocketsHttpHandler { RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8 };
        using var http = new HttpClient(handler) { BaseAddress = gateway.Http.BaseAddress };
        http.DefaultRequestHeaders.Add("X-Name", "Zoë ✓");

        await Eventually.Passes(
            "the route works",
            async () => Assert.Equal("Zoë ✓", await http.GetStringAsync(new Uri("/catalog-service/h", UriKind.Relative), Ct)),
            ct: Ct);
    }

    [Fact]
    public async Task Ready_ServicesMissing_IsUnhealthyUntilEachHasRegisteredOnce()
    {
        await using var gateway = await TestGateway.StartAsync("--gateway:services:0=a-service");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await gateway.SendAsync(HttpMethod.Get, "/health/ready")).StatusCode);

        var service = await gateway.AddServiceAsync("a-service", _ => { });
        Assert.Equal(HttpStatusCode.OK, (await gateway.SendAsync(HttpMethod.Get, "/health/ready")).StatusCode);

        await service.App.StopAsync(Ct);
        Assert.Equal(HttpStatusCode.OK, (await gateway.SendAsync(HttpMethod.Get, "/health/ready")).StatusCode);
    }

    [Fact]
    public async Task Get_Index_ListsTheServicesAndLinks()
    {
        await using var gateway = await TestGateway.StartAsync();
        await gateway.AddServiceAsync("catalog-service", _ => { });

        var index = await gateway.Http.GetFromJsonAsync<JsonElement>("/", Ct);
        var page = await gateway.Http.GetStringAsync(new Uri("/openapi/", UriKind.Relative), Ct);

        Assert.Equal(1, index.GetProperty("services").GetProperty("catalog-service").GetProperty("instances").GetInt32());
        Assert.Contains("order-service/openapi/v1.json", page, StringComparison.Ordinal);
    }
}
