using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using MsaSample.Testing;

namespace MsaSample.Infra.Tests.Gateway;

public sealed class FailureTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Get_InstanceDead_Answers502()
    {
        await using var gateway = await TestGateway.StartAsync();
        await gateway.AddDeadInstanceAsync("catalog-service");

        await Eventually.Passes(
            "the route leads to the dead instance",
            async () => Assert.Equal((502, "upstream-failed"), await gateway.ProblemAsync(HttpMethod.Get, "/catalog-service/catalogs")),
            ct: Ct);
    }

    [Fact]
    public async Task Get_ServiceSilent_Answers504()
    {
        await using var gateway = await TestGateway.StartAsync("--gateway:timeout=00:00:00.300");
        await gateway.AddServiceAsync(
            "catalog-service", app => app.MapGet("/slow", (HttpContext c) => new TaskCompletionSource().Task.WaitAsync(c.RequestAborted)));

        await Eventually.Passes(
            "the route leads to the slow service",
            async () => Assert.Equal((504, "upstream-timeout"), await gateway.ProblemAsync(HttpMethod.Get, "/catalog-service/slow")),
            ct: Ct);
    }

    [Theory]
    [InlineData("GET", false)]
    [InlineData("POST", true)]
    public async Task Send_OneInstanceDead_IsAnsweredByTheOther(string method, bool hasBody)
    {
        await using var gateway = await TestGateway.StartAsync("--gateway:reactivationperiod=00:00:00.100");
        await gateway.AddServiceAsync(
            "catalog-service", app => app.Map("/x", async (HttpRequest r) => (await new StreamReader(r.Body).ReadToEndAsync(Ct)).Length));
        await gateway.AddDeadInstanceAsync("catalog-service");

        for (var i = 0; i < 20; i++)
        {
            using var content = hasBody ? new StringContent("12345") : null;
            using var answer = await gateway.SendAsync(new HttpMethod(method), "/catalog-service/x", TestTokens.Issue(), content);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal(hasBody ? "5" : "0", await answer.Content.ReadAsStringAsync(Ct));
        }
    }

    [Fact]
    public async Task Post_ConnectionBreaksAfterItWasSent_IsNotRepeated()
    {
        var calls = 0;
        await using var gateway = await TestGateway.StartAsync();
        void Map(WebApplication app) => app.MapPost("/users", (HttpContext c) =>
        {
            Interlocked.Increment(ref calls);
            c.Abort();
        });
        await gateway.AddServiceAsync("user-service", Map);
        await gateway.AddServiceAsync("user-service", Map);

        await Eventually.Passes(
            "the route leads to a service",
            async () => Assert.Equal((502, "upstream-failed"), await gateway.ProblemAsync(HttpMethod.Post, "/user-service/users")), ct: Ct);

        Assert.Equal(1, calls);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Post_BodyTooLarge_Answers413(bool saysItsLength)
    {
        await using var gateway = await TestGateway.StartAsync();
        await gateway.AddServiceAsync(
            "user-service", app => app.MapPost("/users", async (HttpRequest r) => await r.Body.CopyToAsync(Stream.Null, Ct)));
        await Eventually.True(
            "it is routed", async () => (await gateway.SendAsync(HttpMethod.Post, "/user-service/users")).IsSuccessStatusCode, ct: Ct);
        HttpContent Body() => saysItsLength ? new ByteArrayContent(new byte[1_100_000]) : new StreamContent(new UnsizedStream(1_100_000));

        Assert.Equal((413, "body-too-large"), await gateway.ProblemAsync(HttpMethod.Post, "/user-service/users", content: Body()));
    }

    [Theory]
    [InlineData("/user-service/login")]
    [InlineData("/User-Service/Login/")]
    public async Task Send_TooManyCalls_Answers429WithRetryAfter(string path)
    {
        await using var gateway = await TestGateway.StartAsync("--gateway:ratelimit:loginpersecond=1", "--gateway:ratelimit:loginburst=2");
        for (var i = 0; i < 2; i++)
            Assert.Equal((503, "service-unavailable"), await gateway.ProblemAsync(HttpMethod.Post, "/user-service/login"));

        using var answer = await gateway.SendAsync(HttpMethod.Post, path);

        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.True(answer.Headers.RetryAfter!.Delta >= TimeSpan.FromSeconds(1));
        Assert.Contains("\"too-many-requests\"", await answer.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        Assert.Equal(503, (await gateway.ProblemAsync(HttpMethod.Get, "/catalog-service/catalogs")).Status);
    }

    /// <summary>A stream without a known length, so that the request has no Content-Length.</summary>
    private sealed class UnsizedStream(int length) : MemoryStream(new byte[length])
    {
        public override bool CanSeek => false;
    }
}
