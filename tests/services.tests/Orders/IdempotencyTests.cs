using System.Net;
using System.Net.Http.Json;
using MsaSample.Contracts.Catalog;
using MsaSample.OrderService.Products;
using MsaSample.Services.Tests.Hosting;

namespace MsaSample.Services.Tests.Orders;

public sealed class IdempotencyTests : IClassFixture<OrdersTests.Fixture>, IDisposable
{
    private readonly OrderServiceUnderTest _service;
    private readonly Guid _userId = Guid.CreateVersion7();
    private readonly HttpClient _user;

    public IdempotencyTests(OrdersTests.Fixture fixture)
    {
        _service = fixture.Service;
        _user = _service.ClientWith(TestTokens.ForUser(_userId));
    }

    [Fact]
    public async Task Place_SameKeyAndBody_GivesTheFirstAnswerAgain()
    {
        using var first = await Place("key-1", qty: 2);
        using var second = await Place("key-1", qty: 2);

        Assert.Equal(HttpStatusCode.Created, second.StatusCode);
        Assert.Equal(await first.Content.ReadAsStringAsync(), await second.Content.ReadAsStringAsync());
        Assert.False(first.Headers.Contains("Idempotency-Replayed"));
        Assert.Equal("true", second.Headers.GetValues("Idempotency-Replayed").Single());
        Assert.Equal(first.Headers.Location, second.Headers.Location);
    }

    [Fact]
    public async Task Place_SameKeyAfterPriceAndStatusChanged_StillGivesTheFirstAnswer()
    {
        await _service.Apply<ProductChanged, OnProductChanged>(OrdersTests.Fixture.Product("MOVING", price: 10));
        using var first = await Place("key-2", productId: "MOVING");
        var location = first.Headers.Location;
        await _service.Apply<ProductChanged, OnProductChanged>(OrdersTests.Fixture.Product("MOVING", price: 11, version: 2));
        await _user.DeleteAsync(location).Json();

        using var second = await Place("key-2", productId: "MOVING");

        Assert.Equal(await first.Content.ReadAsStringAsync(), await second.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Place_SameKeyOtherBody_IsRefused()
    {
        using var first = await Place("key-3", qty: 1);

        await Place("key-3", qty: 2).Problem(422, "idempotency-key-reused");
    }

    [Fact]
    public async Task Place_SameKeyOtherUser_IsAnotherOrder()
    {
        using var first = await Place("key-4");
        var otherId = Guid.CreateVersion7();
        using var other = _service.ClientWith(TestTokens.ForUser(otherId));
        using var request = Request($"/{otherId}/orders", "key-4", "CATALOG-001", 1);

        using var second = await other.SendAsync(request);

        Assert.Equal(HttpStatusCode.Created, second.StatusCode);
        Assert.False(second.Headers.Contains("Idempotency-Replayed"));
    }

    [Fact]
    public async Task Place_SameKeyAtOnce_MakesOneOrder()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Place("key-5")));

        Assert.All(answers, a => Assert.Equal(HttpStatusCode.Created, a.StatusCode));
        Assert.Single(answers.Select(a => a.Headers.Location).Distinct());
        Assert.Single(answers, a => !a.Headers.Contains("Idempotency-Replayed"));
    }

    [Fact]
    public async Task Place_KeyTooLong_IsRefused() => await Place(new string('k', 256)).Problem(400, "validation-failed");

    public void Dispose() => _user.Dispose();

    private static HttpRequestMessage Request(string path, string key, string productId, int qty) =>
        new(HttpMethod.Post, path) { Content = JsonContent.Create(new { productId, qty }), Headers = { { "Idempotency-Key", key } } };

    private async Task<HttpResponseMessage> Place(string key, string productId = "CATALOG-001", int qty = 1)
    {
        using var request = Request($"/{_userId}/orders", key, productId, qty);
        return await _user.SendAsync(request);
    }
}
