using System.Net;
using MsaSample.Services.Tests.Hosting;
using MsaSample.Services.Tests.Orders;

namespace MsaSample.Services.Tests.Defaults;

/// <summary>Errors that no handler makes have problem bodies too.</summary>
public sealed class ProblemsTests : IClassFixture<OrdersTests.Fixture>, IDisposable
{
    private readonly Guid _userId = Guid.CreateVersion7();
    private readonly OrderServiceUnderTest _service;
    private readonly HttpClient _user;

    public ProblemsTests(OrdersTests.Fixture fixture)
    {
        _service = fixture.Service;
        _user = _service.ClientWith(TestTokens.ForUser(_userId));
    }

    private string Path => $"/{_userId}/orders";

    [Fact]
    public async Task Call_UnknownAddress_Is404() => await _user.GetAsync("/nowhere").Problem(404, "not-found");

    [Fact]
    public async Task Call_WrongMethod_Is405() => await _user.PutAsync(Path, null).Problem(405, "method-not-allowed");

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("")]
    [InlineData("""{"productId":"A","qty":"1"}""")]
    [InlineData("""{"productId":"A","qty":1.5}""")]
    [InlineData("""{"productId":"A","qty":99999999999}""")]
    [InlineData("""{"productId":"\ud800","qty":1}""")]
    public async Task Call_BodyNotItsJson_Is400(string body) => await _user.PostText(Path, body).Problem(400, "malformed-request");

    [Fact]
    public async Task Call_QueryNotANumber_Is400() => await _user.GetAsync($"{Path}?size=many").Problem(400, "malformed-request");

    [Fact]
    public async Task Call_OtherMediaType_Is415() => await _user.PostText(Path, "a=b", "text/plain").Problem(415, "unsupported-media-type");

    [Fact]
    public async Task Call_HugeBody_Is413() =>
        await _user.PostText(Path, $$"""{"productId":"{{new string('x', 1_100_000)}}","qty":1}""").Problem(413, "body-too-large");

    [Fact]
    public async Task Call_AcceptingOnlyText_StillGetsTheProblem()
    {
        _user.DefaultRequestHeaders.Accept.ParseAdd("text/plain");

        await _user.GetAsync("/nowhere").Problem(404, "not-found");
    }

    [Fact]
    public async Task Call_BadTokens_AreRefused()
    {
        foreach (var token in (string[])[
            TestTokens.Expired(_userId), TestTokens.Forged(_userId), TestTokens.ForAnotherAudience(_userId), TestTokens.Unsigned(_userId),
            "a.b.c", "x"])
        {
            using var client = _service.ClientWith(token);

            await client.GetAsync(Path).Problem(401, "token-invalid");
        }
    }

    [Fact]
    public async Task HealthCheck_AnyService_SaysThatItWorks()
    {
        Assert.StartsWith("It's working in order-service on port ", await _user.GetStringAsync("/health-check"));
        Assert.Equal("Healthy", (await _user.GetAsync("/health/live").Json()).GetProperty("status").GetString());
    }

    [Fact]
    public async Task OpenApi_AnyService_ListsItsCalls()
    {
        var document = await _user.GetAsync("/openapi/v1.json").Json(HttpStatusCode.OK);

        Assert.True(document.GetProperty("paths").TryGetProperty("/{userId}/orders", out _));
    }

    public void Dispose() => _user.Dispose();
}
