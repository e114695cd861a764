using System.Net;
using MsaSample.Testing;

namespace MsaSample.EndToEnd.Tests;

/// <summary>What callers get from the gateway when a service is suspended or killed, and when they exceed a rate limit.</summary>
public sealed class GatewayTests(ShortTimeoutLane lane) : IClassFixture<ShortTimeoutLane>
{
    private Caller Anyone => lane.Shop.Anyone;

    [Fact]
    public async Task AnyCall_ServiceHangs_Returns504AndWorksAgainAfterwards()
    {
        var catalog = Assert.Single(lane.System.PidsOf("MsaSample.CatalogService"));
        Signals.Pause(catalog);
        try
        {
            (await Anyone.GetAsync(Administrator.Catalogs)).IsProblem(HttpStatusCode.GatewayTimeout, "upstream-timeout");
        }
        finally
        {
            Signals.Resume(catalog);
        }

        await Eventually.Passes(
            "the catalog answers again", async () => (await Anyone.GetAsync(Administrator.Catalogs)).Is(HttpStatusCode.OK));
    }

    [Fact]
    public async Task AnyCall_ServiceKilled_IsAProblemAtOnceUntilItIsBack()
    {
        Signals.Kill(Assert.Single(lane.System.PidsOf("MsaSample.UserService")));

        var answer = await Anyone.GetAsync("/user-service/health/live");

        Assert.Contains(answer.Status, (HttpStatusCode[])[HttpStatusCode.BadGateway, HttpStatusCode.ServiceUnavailable]);
        answer.IsProblem(answer.Status, answer.Status == HttpStatusCode.BadGateway ? "upstream-failed" : "service-unavailable");
        await Eventually.Passes(
            "user-service answers again", async () => (await Anyone.GetAsync("/user-service/health/ready")).Is(HttpStatusCode.OK));
    }

    [Fact]
    public async Task LogIn_TooOften_Returns429WithATimeToWait()
    {
        Task<Answer> GuessAsync() => Anyone.PostAsync("/user-service/login", new { email = "nobody@example.com", password = "guess" });

        var answers = await Task.WhenAll(Enumerable.Range(0, 150).Select(_ => GuessAsync()));

        var refused = answers.Where(answer => answer.Status == HttpStatusCode.TooManyRequests).ToList();
        Assert.NotEmpty(refused);
        Assert.All(refused, answer => answer.IsProblem(HttpStatusCode.TooManyRequests, "too-many-requests"));
        Assert.All(refused, answer => Assert.True(int.Parse(answer.Header("Retry-After")) > 0));
    }
}
