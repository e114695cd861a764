using System.Net;
using MsaSample.Broker.Hosting;
using MsaSample.CatalogService.Data;
using MsaSample.OrderService.Data;
using MsaSample.Services.Tests.Hosting;
using MsaSample.Testing;
using MsaSample.UserService.Data;

namespace MsaSample.Services.Tests.Orders;

/// <summary>The three services and a broker in this process: what a user sees when events do the rest.</summary>
public sealed class OrderFlowTests : IClassFixture<OrderFlowTests.Fixture>
{
    private readonly Fixture _shop;

    public OrderFlowTests(Fixture shop) => _shop = shop;

    [Fact]
    public async Task PlaceOrder_InStock_IsConfirmedAndSeenByAll()
    {
        var before = await Stock("CATALOG-001");

        var orderId = await Place("CATALOG-001", qty: 2);

        await Eventually.True("the order is confirmed", async () => await StatusOf(orderId) == "CONFIRMED");
        Assert.Equal(before - 2, await Stock("CATALOG-001"));
        await Eventually.True("the user's own copy has it", async () => await StatusInTheUsersCopy(orderId) == "CONFIRMED");
    }

    [Fact]
    public async Task PlaceOrder_OutOfStock_IsRejectedWithTheReason()
    {
        var orderId = await Place("CATALOG-002", qty: 1000);

        await Eventually.True("the order is rejected", async () => await StatusOf(orderId) == "REJECTED");

        var order = await _shop.OrdersOfUser.GetAsync($"/{_shop.UserId}/orders/{orderId}").Json();
        Assert.Equal("insufficient stock", order.GetProperty("reason").GetString());
    }

    [Fact]
    public async Task CancelOrder_AtOnce_GivesTheStockBack()
    {
        var before = await Stock("CATALOG-003");
        var orders = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Place("CATALOG-003", qty: 1)));

        await Task.WhenAll(orders.Select(id => _shop.OrdersOfUser.DeleteAsync($"/{_shop.UserId}/orders/{id}").Json()));

        await Eventually.True(
            "every cancellation has reached the user's copy",
            async () => (await Task.WhenAll(orders.Select(StatusInTheUsersCopy))).All(s => s == "CANCELLED"));
        await Eventually.True("the stock is whole again", async () => await Stock("CATALOG-003") == before);
    }

    private async Task<Guid> Place(string productId, int qty) =>
        (await _shop.OrdersOfUser.Post($"/{_shop.UserId}/orders", new { productId, qty }).Json(HttpStatusCode.Created))
            .GetProperty("orderId")
            .GetGuid();

    private async Task<int> Stock(string productId) =>
        (await _shop.Catalog.GetAsync($"/catalogs/{productId}").Json()).GetProperty("stock").GetInt32();

    private async Task<string?> StatusOf(Guid orderId) =>
        (await _shop.OrdersOfUser.GetAsync($"/{_shop.UserId}/orders/{orderId}").Json()).GetProperty("status").GetString();

    private async Task<string?> StatusInTheUsersCopy(Guid orderId)
    {
        var orders = (await _shop.User.GetAsync($"/users/{_shop.UserId}").Json()).GetProperty("orders").EnumerateArray();
        return orders.Where(o => o.GetProperty("orderId").GetGuid() == orderId)
            .Select(o => o.GetProperty("status").GetString())
            .SingleOrDefault();
    }

    public sealed class Fixture : IAsyncLifetime
    {
        private readonly TempDirectory _brokerData = new("broker");
        private readonly List<IAsyncDisposable> _parts = [];

        public Guid UserId { get; private set; }

        public HttpClient User { get; private set; } = null!;

        public HttpClient Catalog { get; private set; } = null!;

        public HttpClient OrdersOfUser { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            var broker = Add(await EmbeddedBroker.StartNewAsync(o => o.DataDirectory = _brokerData));
            var kafka = ("Kafka", broker.BootstrapServers);
            var users = Add(new ServiceUnderTest<UserDbContext, UserDbContext>(kafka));
            var catalog = Add(new ServiceUnderTest<CatalogDbContext, CatalogDbContext>(kafka));
            Catalog = catalog.ClientWith(null);
            var token = await LogIn(users.ClientWith(null));

            User = users.ClientWith(token);
            var orders = Add(new ServiceUnderTest<OrderDbContext, OrderDbContext>(
                kafka, ("Auth:JwksUri", new Uri(User.BaseAddress!, "/.well-known/jwks.json").ToString())));
            OrdersOfUser = orders.ClientWith(token);
            await OneOrderConfirmed();
        }

        public async ValueTask DisposeAsync()
        {
            for (var i = _parts.Count - 1; i >= 0; i--)
                await _parts[i].DisposeAsync();
            _brokerData.Dispose();
        }

        /// <summary>
        /// The prices have reached order-service, and no order of the fixture is under way that would move a test's stock.
        /// </summary>
        private async Task OneOrderConfirmed()
        {
            HttpResponseMessage? placed = null;
            await Eventually.True("the prices are known to order-service", async () =>
            {
                placed = await OrdersOfUser.Post($"/{UserId}/orders", new { productId = "CATALOG-001", qty = 1 });
                return placed.StatusCode == HttpStatusCode.Created;
            });
            var orderId = (await Task.FromResult(placed!).Json(HttpStatusCode.Created)).GetProperty("orderId").GetGuid();
            await Eventually.True("the first order is confirmed", async () =>
                (await OrdersOfUser.GetAsync($"/{UserId}/orders/{orderId}").Json()).GetProperty("status").GetString() == "CONFIRMED");
        }

        private T Add<T>(T part)
            where T : IAsyncDisposable
        {
            _parts.Add(part);
            return part;
        }

        private async Task<string> LogIn(HttpClient anyone)
        {
            var user = await anyone.Post(
                "/users", new { email = "ann@example.com", name = "Ann", pwd = "secret-123" }).Json(HttpStatusCode.Created);
            UserId = user.GetProperty("userId").GetGuid();
            var login = await anyone.Post("/login", new { email = "ann@example.com", password = "secret-123" }).Json();
            return login.GetProperty("token").GetString()!;
        }
    }
}
