using System.Net;
using System.Text.Json;
using MsaSample.Contracts.Catalog;
using MsaSample.Contracts.Users;
using MsaSample.OrderService.Orders;
using MsaSample.OrderService.Products;
using MsaSample.OrderService.Users;
using MsaSample.Services.Tests.Hosting;

namespace MsaSample.Services.Tests.Orders;

public sealed class OrdersTests : IClassFixture<OrdersTests.Fixture>, IDisposable
{
    private readonly OrderServiceUnderTest _service;
    private readonly Guid _userId = Guid.CreateVersion7();
    private readonly HttpClient _user;

    public OrdersTests(Fixture fixture)
    {
        _service = fixture.Service;
        _user = _service.ClientWith(TestTokens.ForUser(_userId));
    }

    private string Path => $"/{_userId}/orders";

    [Fact]
    public async Task Place_KnownProduct_IsPendingAtTheCatalogsPrice()
    {
        using var response = await _user.Post(Path, new { productId = "CATALOG-001", qty = 2, unitPrice = 1500 });
        var order = await Task.FromResult(response).Json(HttpStatusCode.Created);

        Assert.Equal(("PENDING", 3000), (order.GetProperty("status").GetString(), order.GetProperty("totalPrice").GetInt32()));
        Assert.Equal($"{Path}/{order.GetProperty("orderId")}", response.Headers.Location?.ToString());
        Assert.Equal(order.GetRawText(), (await _user.GetAsync(response.Headers.Location).Json()).GetRawText());
    }

    [Fact]
    public async Task Place_OtherPriceThanTheCatalogs_IsRefusedNamingBoth()
    {
        var problem = await _user.Post(Path, new { productId = "CATALOG-001", qty = 1, unitPrice = 1 }).Problem(409, "price-changed");

        Assert.Equal("CATALOG-001 costs 1500 now, not 1.", problem.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task Place_UnknownProduct_IsRefused() =>
        await _user.Post(Path, new { productId = "NONE", qty = 1 }).Problem(422, "product-unknown");

    [Theory]
    [InlineData("""{"qty":1}""", "productId")]
    [InlineData("""{"productId":"CATALOG-001"}""", "qty")]
    [InlineData("""{"productId":"CATALOG-001","qty":0}""", "qty")]
    [InlineData("""{"productId":"CATALOG-001","qty":-5}""", "qty")]
    [InlineData("""{"productId":"CATALOG-001","qty":1001}""", "qty")]
    [InlineData("""{"productId":"CATALOG-001","qty":1,"unitPrice":-1}""", "unitPrice")]
    public async Task Place_BadField_IsNamedInTheProblem(string body, string field) =>
        Assert.Equal([field], (await _user.PostText(Path, body).Problem(400, "validation-failed")).Fields());

    [Fact]
    public async Task Orders_RightsMatrix_IsKept()
    {
        var orderId = await Place();
        using var anyone = _service.ClientWith(null);
        using var other = _service.ClientWith(TestTokens.ForUser(Guid.CreateVersion7()));
        using var admin = _service.ClientWith(TestTokens.ForAdmin());

        await anyone.Post(Path, new { productId = "CATALOG-001", qty = 1 }).Problem(401, "unauthenticated");
        await other.Post(Path, new { productId = "CATALOG-001", qty = 1 }).Problem(403, "forbidden");
        await admin.Post(Path, new { productId = "CATALOG-001", qty = 1 }).Problem(403, "forbidden");
        await anyone.GetAsync(Path).Problem(401, "unauthenticated");
        await other.GetAsync(Path).Problem(403, "forbidden");
        await other.DeleteAsync($"{Path}/{orderId}").Problem(403, "forbidden");
        await admin.GetAsync($"{Path}/{orderId}").Json();
    }

    [Fact]
    public async Task Place_DeactivatedUser_IsRefused()
    {
        await _service.Apply<UserDeactivated, OnUser<UserDeactivated>>(
            new UserDeactivated(_userId, "a@b.de", "Ann", "user", 2, TimeProvider.System.GetUtcNow()));

        await _user.Post(Path, new { productId = "CATALOG-001", qty = 1 }).Problem(403, "forbidden");
    }

    [Fact]
    public async Task List_SomeOrders_AreNewestFirstAndPaged()
    {
        var first = await Place();
        var second = await Place();
        var third = await Place();

        using var response = await _user.GetAsync($"{Path}?size=2");
        var page = await Task.FromResult(response).Json();
        var rest = await _user.GetAsync($"{Path}?size=2&page=1").Json();

        Assert.Equal([third, second], Ids(page));
        Assert.Equal([first], Ids(rest));
        Assert.Equal($"<{Path}?size=2&page=1>; rel=\"next\"", response.Headers.GetValues("Link").Single());
    }

    [Fact]
    public async Task StockReserved_PendingOrder_IsConfirmed()
    {
        var orderId = await Place();

        await _service.Apply<StockReserved, OnStockReserved>(Reserved(orderId));

        Assert.Equal("CONFIRMED", await StatusOf(orderId));
    }

    [Fact]
    public async Task StockRejected_PendingOrder_ShowsTheReasonAndCannotBeCancelled()
    {
        var orderId = await Place();

        await _service.Apply<StockRejected, OnStockRejected>(
            new StockRejected(orderId, "CATALOG-001", 1, "insufficient stock", 1, TimeProvider.System.GetUtcNow()));

        var order = await _user.GetAsync($"{Path}/{orderId}").Json();
        Assert.Equal(
            ("REJECTED", "insufficient stock"), (order.GetProperty("status").GetString(), order.GetProperty("reason").GetString()));
        await _user.DeleteAsync($"{Path}/{orderId}").Problem(409, "order-not-cancellable");
    }

    [Fact]
    public async Task Cancel_Twice_AnswersTheSameAndStaysCancelled()
    {
        var orderId = await Place();

        var first = await _user.DeleteAsync($"{Path}/{orderId}").Json();
        var second = await _user.DeleteAsync($"{Path}/{orderId}").Json();
        await _service.Apply<StockReserved, OnStockReserved>(Reserved(orderId));

        Assert.Equal(first.GetRawText(), second.GetRawText());
        Assert.Equal("CANCELLED", await StatusOf(orderId));
    }

    [Fact]
    public async Task Order_UnknownId_IsNotFound()
    {
        await _user.GetAsync($"{Path}/{Guid.CreateVersion7()}").Problem(404, "order-not-found");
        await _user.DeleteAsync($"{Path}/{Guid.CreateVersion7()}").Problem(404, "order-not-found");
    }

    [Fact]
    public async Task ProductChanged_OldVersionLate_DoesNotBringBackThePrice()
    {
        await _service.Apply<ProductChanged, OnProductChanged>(Fixture.Product("LATE", price: 20, version: 2));
        await _service.Apply<ProductChanged, OnProductChanged>(Fixture.Product("LATE", price: 10, version: 1));

        await _user.Post(Path, new { productId = "LATE", qty = 1, unitPrice = 20 }).Json(HttpStatusCode.Created);
    }

    public void Dispose() => _user.Dispose();

    private static StockReserved Reserved(Guid orderId) => new(orderId, "CATALOG-001", 1, 1, TimeProvider.System.GetUtcNow());

    private static IEnumerable<Guid> Ids(JsonElement orders) => orders.EnumerateArray().Select(o => o.GetProperty("orderId").GetGuid());

    private async Task<Guid> Place() =>
        (await _user.Post(Path, new { productId = "CATALOG-001", qty = 1 }).Json(HttpStatusCode.Created)).GetProperty("orderId").GetGuid();

    private async Task<string?> StatusOf(Guid orderId) =>
        (await _user.GetAsync($"{Path}/{orderId}").Json()).GetProperty("status").GetString();

    public sealed class Fixture : IAsyncLifetime
    {
        internal OrderServiceUnderTest Service { get; } = new();

        internal static ProductChanged Product(string id, long price, long version = 1) =>
            new(id, "Berlin", price, 100, version, TimeProvider.System.GetUtcNow());

        public async ValueTask InitializeAsync() => await Service.Apply<ProductChanged, OnProductChanged>(Product("CATALOG-001", 1500));

        public ValueTask DisposeAsync() => Service.DisposeAsync();
    }
}
