using System.Net;
using MsaSample.Testing;

namespace MsaSample.EndToEnd.Tests;

public abstract partial class OrderSystemSuite
{
    [Theory]
    [InlineData("CATALOG-001", "Berlin", 1500)]
    [InlineData("CATALOG-002", "Tokyo", 1000)]
    [InlineData("CATALOG-003", "Stockholm", 2000)]
    public async Task ListCatalog_Anyone_ShowsTheProductsOfTheCourse(string productId, string name, long unitPrice)
    {
        var products = (await Anyone.GetAsync(Administrator.Catalogs)).Read<ProductView[]>();

        var product = products.Single(each => each.ProductId == productId);
        Assert.Equal((name, unitPrice), (product.ProductName, product.UnitPrice));
        Assert.True(product.Stock > 0, "there is stock to order from");
    }

    [Fact]
    public async Task GetProduct_Unknown_Returns404()
    {
        var answer = await Anyone.GetAsync($"{Administrator.Catalogs}/NO-SUCH-PRODUCT");

        answer.IsProblem(HttpStatusCode.NotFound, "product-not-found");
    }

    [Fact]
    public async Task AddProduct_Admin_Returns201AndAnyoneSeesIt()
    {
        var admin = await Shop.AdminAsync();

        var added = await admin.AddProductAsync(stock: 7, unitPrice: 990);

        var seen = await Shop.ProductAsync(added.ProductId);
        Assert.Equal((7, 990L, added.ProductName), (seen.Stock, seen.UnitPrice, seen.ProductName));
    }

    [Fact]
    public async Task AddProduct_IdTaken_Returns409()
    {
        var admin = await Shop.AdminAsync();
        var first = await admin.AddProductAsync(stock: 1);

        var answer = await admin.TryAddProductAsync(first.ProductId, stock: 1);

        answer.IsProblem(HttpStatusCode.Conflict, "product-exists");
    }

    [Fact]
    public async Task AddProduct_NotAnAdmin_Returns401Or403()
    {
        var customer = await Shop.NewCustomerAsync();
        var body = new { productId = "T-1", productName = "x", unitPrice = 1, stock = 1 };

        (await Anyone.PostAsync(Administrator.Catalogs, body)).IsProblem(HttpStatusCode.Unauthorized, "unauthenticated");
        (await customer.Caller.PostAsync(Administrator.Catalogs, body)).IsProblem(HttpStatusCode.Forbidden, "forbidden");
    }

    [Fact]
    public async Task AddProduct_NegativeStockAndPrice_Returns400NamingBoth()
    {
        var admin = await Shop.AdminAsync();

        var answer = await admin.TryAddProductAsync($"T-{Guid.CreateVersion7():N}", stock: -1, unitPrice: -1);

        var errors = answer.IsProblem(HttpStatusCode.BadRequest, "validation-failed").GetProperty("errors");
        Assert.Equal(["stock", "unitPrice"], errors.EnumerateObject().Select(field => field.Name).Order());
    }

    [Fact]
    public async Task ChangePrice_Admin_IsTheNewPriceOfTheNextOrder()
    {
        var product = await Shop.NewProductAsync(stock: 10, unitPrice: 1000);
        var (admin, customer) = (await Shop.AdminAsync(), await Shop.NewCustomerAsync());

        var change = new { productName = product.ProductName, unitPrice = 1200, stock = 10 };
        (await admin.Caller.PutAsync($"{Administrator.Catalogs}/{product.ProductId}", change)).Is(HttpStatusCode.OK);

        await Eventually.True(
            "an order at the old price is refused",
            async () => (await customer.TryOrderAsync(product.ProductId, 1, unitPrice: 1000)).Status == HttpStatusCode.Conflict);
        Assert.Equal(1200, (await customer.OrderAsync(product.ProductId)).UnitPrice);
    }

    [Fact]
    public async Task ChangeStock_Admin_AllowsWhatWasOutOfStock()
    {
        var product = await Shop.NewProductAsync(stock: 0);
        var (admin, customer) = (await Shop.AdminAsync(), await Shop.NewCustomerAsync());
        Assert.Equal("REJECTED", (await customer.OrderUntilFinalAsync(product.ProductId)).Status);

        (await admin.Caller.PatchAsync($"{Administrator.Catalogs}/{product.ProductId}/stock", new { stock = 3 })).Is(HttpStatusCode.OK);

        Assert.Equal("CONFIRMED", (await customer.OrderUntilFinalAsync(product.ProductId, qty: 2)).Status);
        await Shop.StockIsAsync(product.ProductId, 1);
    }
}
