using Microsoft.AspNetCore.Builder;
using MsaSample.Testing;

namespace MsaSample.Infra.Tests.Gateway;

public sealed class EdgeTokenTests(EdgeTokenTests.Gateway gateway) : IClassFixture<EdgeTokenTests.Gateway>
{
    private static readonly string Expired = TestTokens.Issue(DateTimeOffset.Parse("2001-01-01T00:00:00Z"));

    [Theory]
    [InlineData("GET", "/order-service/u1/orders")]
    [InlineData("GET", "/user-service/users")]
    [InlineData("DELETE", "/user-service/login")]
    [InlineData("POST", "/catalog-service/catalogs")]
    public async Task Send_NoToken_IsRefused(string method, string path) =>
        Assert.Equal((401, "unauthenticated"), await gateway.Value.ProblemAsync(new HttpMethod(method), path));

    [Theory]
    [InlineData("POST", "/user-service/users")]
    [InlineData("POST", "/user-service/login")]
    [InlineData("GET", "/user-service/.well-known/jwks.json")]
    [InlineData("GET", "/catalog-service/catalogs/CATALOG-001")]
    [InlineData("GET", "/order-service/health-check")]
    [InlineData("GET", "/order-service/health/ready")]
    [InlineData("GET", "/order-service/openapi/v1.json")]
    public async Task Send_OpenToAnyone_NeedsNoToken(string method, string path)
    {
        using var answer = await gateway.Value.SendAsync(new HttpMethod(method), path);

        Assert.True(answer.IsSuccessStatusCode, $"{method} {path}: {answer.StatusCode}");
    }

    [Theory]
    [InlineData("GET", "/order-service/u1/orders")]
    [InlineData("GET", "/catalog-service/catalogs")]
    public async Task Send_InvalidToken_IsRefusedEvenWhereNoneIsNeeded(string method, string path)
    {
        Assert.Equal((401, "token-invalid"), await gateway.Value.ProblemAsync(new HttpMethod(method), path, "a.b.c"));
        Assert.Equal((401, "token-invalid"), await gateway.Value.ProblemAsync(new HttpMethod(method), path, Expired));
        Assert.Equal((401, "token-invalid"), await gateway.Value.ProblemAsync(new HttpMethod(method), path, TestTokens.Issue() + "x"));
    }

    [Fact]
    public async Task Send_GoodToken_Passes()
    {
        using var answer = await gateway.Value.SendAsync(HttpMethod.Get, "/order-service/u1/orders", TestTokens.Issue());

        Assert.True(answer.IsSuccessStatusCode);
    }

    /// <summary>A gateway with all three services, which answer every path.</summary>
    public sealed class Gateway : IAsyncLifetime
    {
        internal TestGateway Value { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            Value = await TestGateway.StartAsync();
            foreach (var service in (string[])["user-service", "catalog-service", "order-service"])
            {
                await Value.AddServiceAsync(service, app => app.Map("/{**all}", () => "ok"));
                await Eventually.True(
                    $"{service} is routed",
                    async () => (await Value.SendAsync(HttpMethod.Get, $"/{service}/health-check")).IsSuccessStatusCode);
            }
        }

        public ValueTask DisposeAsync() => Value.DisposeAsync();
    }
}
