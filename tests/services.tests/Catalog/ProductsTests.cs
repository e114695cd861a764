using System.Net;
using System.Net.Http.Json;
using MsaSample.Services.Tests.Hosting;

namespace MsaSample.Services.Tests.Catalog;

public sealed class ProductsTests : IClassFixture<ProductsTests.Fixture>, IDisposable
{
    private readonly HttpClient _anyone;
    private readonly HttpClient _user;
    private readonly HttpClient _admin;

    public ProductsTests(Fixture fixture)
    {
        _anyone = fixture.Service.ClientWith(null);
        _user = fixture.Service.ClientWith(TestTokens.ForUser(Guid.CreateVersion7()));
        _admin = fixture.Service.ClientWith(TestTokens.ForAdmin());
    }

    [Fact]
    public async Task List_FirstStart_HasTheCoursesProducts()
    {
        var products = (await _anyone.GetAsync("/catalogs").Json()).EnumerateArray()
            .Where(p => p.GetProperty("productId").GetString()!.StartsWith("CATALOG-", StringComparison.Ordinal)).Take(3).ToList();

        Assert.Equal(["productId", "productName", "unitPrice", "stock", "createdAt"], products[0].EnumerateObject().Select(p => p.Name));
        Assert.Equal(
            ["CATALOG-001 Berlin 1500", "CATALOG-002 Tokyo 1000", "CATALOG-003 Stockholm 2000"],
            products.Select(p => $"{p.GetProperty("productId")} {p.GetProperty("productName")} {p.GetProperty("unitPrice").GetRawText()}"));
    }

    [Fact]
    public async Task Add_NewProduct_CanBeReadByAnyone()
    {
        await _admin.Post("/catalogs", Product("NEW-1")).Json(HttpStatusCode.Created);

        Assert.Equal(7, (await _anyone.GetAsync("/catalogs/NEW-1").Json()).GetProperty("stock").GetInt32());
        await _admin.Post("/catalogs", Product("NEW-1")).Problem(409, "product-exists");
        await _anyone.GetAsync("/catalogs/new-1").Problem(404, "product-not-found");
    }

    [Fact]
    public async Task DeadLetters_AreForAdmins()
    {
        Assert.Equal(0, (await _admin.GetAsync("/messaging/dead-letters").Json()).GetArrayLength());
        await _user.GetAsync("/messaging/dead-letters").Problem(403, "forbidden");
        await _anyone.GetAsync("/messaging/dead-letters").Problem(401, "unauthenticated");
        var redriven = await _admin.Post("/messaging/dead-letters/redrive", new { topic = "order-events", key = "none" }).Json();
        Assert.Equal(0, redriven.GetProperty("redriven").GetInt32());
        Assert.Equal(
            ["key"],
            (await _admin.Post("/messaging/dead-letters/redrive", new { topic = "order-events" }).Problem(400, "validation-failed"))
                .Fields());
    }

    [Fact]
    public async Task Change_RightsMatrix_IsKept()
    {
        await _anyone.Post("/catalogs", Product("X")).Problem(401, "unauthenticated");
        await _user.Post("/catalogs", Product("X")).Problem(403, "forbidden");
        await _user.PutAsJsonAsync("/catalogs/CATALOG-001", new { productName = "B", unitPrice = 1 }).Problem(403, "forbidden");
        await _user.PatchAsJsonAsync("/catalogs/CATALOG-001/stock", new { stock = 1 }).Problem(403, "forbidden");
        await _admin.PutAsJsonAsync("/catalogs/NONE", new { productName = "B", unitPrice = 1 }).Problem(404, "product-not-found");
        await _admin.PatchAsJsonAsync("/catalogs/NONE/stock", new { stock = 1 }).Problem(404, "product-not-found");
    }

    [Theory]
    [InlineData("""{"productId":"a/b","productName":"B","unitPrice":1,"stock":1}""", "productId")]
    [InlineData("""{"productId":"AB","productName":" ","unitPrice":1,"stock":1}""", "productName")]
    [InlineData("""{"productId":"AB","productName":"B","unitPrice":-1,"stock":1}""", "unitPrice")]
    [InlineData("""{"productId":"AB","productName":"B","stock":1}""", "unitPrice")]
    [InlineData("""{"productId":"AB","productName":"B","unitPrice":1,"stock":-1}""", "stock")]
    public async Task Add_BadField_IsNamedInTheProblem(string body, string field) =>
        Assert.Equal([field], (await _admin.PostText("/catalogs", body).Problem(400, "validation-failed")).Fields());

    [Fact]
    public async Task Put_WithoutStock_LeavesTheStock()
    {
        await _admin.Post("/catalogs", Product("PUT-1")).Json(HttpStatusCode.Created);

        var changed = await _admin.PutAsJsonAsync("/catalogs/PUT-1", new { productName = "Paris", unitPrice = 1234 }).Json();

        Assert.Equal(("Paris", 1234, 7), (
            changed.GetProperty("productName").GetString(), changed.GetProperty("unitPrice").GetInt32(),
            changed.GetProperty("stock").GetInt32()));
    }

    [Fact]
    public async Task PatchStock_ByChangeAtOnce_AddsAllUp()
    {
        await _admin.Post("/catalogs", Product("ADD-1")).Json(HttpStatusCode.Created);

        await Task.WhenAll(
            Enumerable.Range(0, 10).Select(_ => _admin.PatchAsJsonAsync("/catalogs/ADD-1/stock", new { change = 5 }).Json()));

        Assert.Equal(57, (await _anyone.GetAsync("/catalogs/ADD-1").Json()).GetProperty("stock").GetInt32());
    }

    [Theory]
    [InlineData("""{"change":-8}""")]
    [InlineData("""{"stock":-1}""")]
    [InlineData("""{"stock":1,"change":1}""")]
    [InlineData("{}")]
    public async Task PatchStock_BelowZeroOrUnclear_IsRefused(string body)
    {
        var id = "P" + Guid.CreateVersion7().ToString("N");
        await _admin.Post("/catalogs", Product(id)).Json(HttpStatusCode.Created);

        await _admin.PatchAsync($"/catalogs/{id}/stock", new StringContent(body, System.Text.Encoding.UTF8, "application/json"))
            .Problem(400, "validation-failed");

        Assert.Equal(7, (await _anyone.GetAsync($"/catalogs/{id}").Json()).GetProperty("stock").GetInt32());
    }

    [Fact]
    public async Task List_BehindAGateway_LinksToTheNextPageThere()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/catalogs?page=0&size=2");
        request.Headers.Add("X-Forwarded-Prefix", "/catalog-service");

        using var response = await _anyone.SendAsync(request);

        Assert.Equal("</catalog-service/catalogs?page=1&size=2>; rel=\"next\"", response.Headers.GetValues("Link").Single());
    }

    [Theory]
    [InlineData("size=0")]
    [InlineData("size=1001")]
    [InlineData("page=-1")]
    public async Task List_PageOutOfRange_IsRefused(string query) =>
        await _anyone.GetAsync($"/catalogs?{query}").Problem(400, "validation-failed");

    [Fact]
    public async Task Start_WithoutSeed_IsEmpty()
    {
        using var service = new CatalogServiceUnderTest(("Seed:Data", "none"));
        using var client = service.ClientWith(null);

        Assert.Empty((await client.GetAsync("/catalogs").Json()).EnumerateArray());
    }

    public void Dispose()
    {
        _anyone.Dispose();
        _user.Dispose();
        _admin.Dispose();
    }

    private static object Product(string productId) => new { productId, productName = "Lisbon", unitPrice = 900, stock = 7 };

    public sealed class Fixture : IDisposable
    {
        internal CatalogServiceUnderTest Service { get; } = new();

        public void Dispose() => Service.Dispose();
    }
}
