using System.Net;

namespace MsaSample.EndToEnd.Tests;

public abstract partial class OrderSystemSuite
{
    [Theory]
    [InlineData("""{"productId":"P","qty":0}""", "qty")]
    [InlineData("""{"productId":"P","qty":-3}""", "qty")]
    [InlineData("""{"productId":"","qty":1}""", "productId")]
    [InlineData("""{"qty":1}""", "productId")]
    public async Task PlaceOrder_FieldWrong_Returns400NamingIt(string body, string field)
    {
        var customer = await Shop.NewCustomerAsync();

        var answer = await customer.Caller.PostTextAsync(customer.Orders, body);

        var errors = answer.IsProblem(HttpStatusCode.BadRequest, "validation-failed").GetProperty("errors");
        Assert.Equal(field, Assert.Single(errors.EnumerateObject()).Name);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("")]
    [InlineData("""{"productId":"P","qty":"many"}""")]
    public async Task PlaceOrder_NotTheJsonItShouldBe_Returns400(string body)
    {
        var customer = await Shop.NewCustomerAsync();

        var answer = await customer.Caller.PostTextAsync(customer.Orders, body);

        answer.IsProblem(HttpStatusCode.BadRequest, "malformed-request");
    }

    [Fact]
    public async Task PlaceOrder_UnknownProduct_Returns422()
    {
        var customer = await Shop.NewCustomerAsync();

        (await customer.TryOrderAsync("NO-SUCH-PRODUCT", 1)).IsProblem(HttpStatusCode.UnprocessableEntity, "product-unknown");
    }

    [Fact]
    public async Task PlaceOrder_OtherPriceThanTheCatalogs_Returns409()
    {
        var product = await Shop.NewProductAsync(stock: 1, unitPrice: 1500);
        var customer = await Shop.NewCustomerAsync();

        (await customer.TryOrderAsync(product.ProductId, 1, unitPrice: 1)).IsProblem(HttpStatusCode.Conflict, "price-changed");
        (await customer.TryOrderAsync(product.ProductId, 1, unitPrice: 1500)).Is(HttpStatusCode.Created);
    }

    [Fact]
    public async Task AnyCall_NotJson_Returns415()
    {
        var customer = await Shop.NewCustomerAsync();

        var answer = await customer.Caller.PostTextAsync(customer.Orders, "productId=P", "text/plain");

        answer.IsProblem(HttpStatusCode.UnsupportedMediaType, "unsupported-media-type");
    }

    [Fact]
    public async Task AnyCall_HugeBody_Returns413()
    {
        var customer = await Shop.NewCustomerAsync();
        var body = $$"""{"productId":"{{new string('x', 3_000_000)}}","qty":1}""";

        var answer = await customer.Caller.PostTextAsync(customer.Orders, body);

        answer.IsProblem(HttpStatusCode.RequestEntityTooLarge, "body-too-large");
    }

    [Fact]
    public async Task AnyCall_WithoutToken_Returns401()
    {
        var customer = await Shop.NewCustomerAsync();

        (await Anyone.GetAsync(customer.Orders)).IsProblem(HttpStatusCode.Unauthorized, "unauthenticated");
        (await Anyone.GetAsync($"/user-service/users/{customer.UserId}")).IsProblem(HttpStatusCode.Unauthorized, "unauthenticated");
    }

    [Fact]
    public async Task AnyCall_TokenChangedByItsBearer_Returns401()
    {
        var (one, other) = (await Shop.NewCustomerAsync(), await Shop.NewCustomerAsync());
        string[] mine = one.Caller.Token!.Split('.'), theirs = other.Caller.Token!.Split('.');

        foreach (var forged in (string[])[$"{mine[0]}.{theirs[1]}.{mine[2]}", $"{mine[0]}.{mine[1]}.", "nonsense"])
            (await Anyone.With(forged).GetAsync(other.Orders)).IsProblem(HttpStatusCode.Unauthorized, "token-invalid");
    }

    [Theory]
    [InlineData("/no-such-service/things")]
    [InlineData("/order-service/no/such/path/here")]
    public async Task AnyCall_UnknownPath_Returns404(string path)
    {
        var customer = await Shop.NewCustomerAsync();

        (await customer.Caller.GetAsync(path)).IsProblem(HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task Problem_CallerSendsATrace_CarriesItsId()
    {
        const string traceId = "4bf92f3577b34da6a3ce929d0e0e4736";

        var answer = await Anyone.SendAsync(
            HttpMethod.Get, $"{Administrator.Catalogs}/NO-SUCH-PRODUCT", headers: ("traceparent", $"00-{traceId}-00f067aa0ba902b7-01"));

        var problem = answer.IsProblem(HttpStatusCode.NotFound, "product-not-found");
        Assert.Contains(traceId, problem.GetProperty("traceId").GetString());
    }
}
