using System.Net;
using MsaSample.Testing;

namespace MsaSample.EndToEnd.Tests;

/// <summary>The system as its users see it: through the address of the gateway.</summary>
public sealed class Storefront(Uri gateway, TimeSpan? timeout = null) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = gateway, Timeout = timeout ?? TimeSpan.FromSeconds(20) };
    private readonly SemaphoreSlim _gate = new(1);
    private Administrator? _admin;
    private Customer? _prober;

    /// <summary>A caller without a token.</summary>
    public Caller Anyone => new(_http);

    /// <summary>Registers a new user and logs them in.</summary>
    public async Task<Customer> NewCustomerAsync()
    {
        var email = $"user-{Guid.CreateVersion7():N}@example.com";
        var registered = await Anyone.PostAsync("/user-service/users", new { email, name = "A user", pwd = "correct-horse-1" });
        var user = registered.Read<UserView>(HttpStatusCode.Created);
        return new Customer(await LogInAsync(email, "correct-horse-1"), user.UserId, email);
    }

    /// <summary>The first admin, logged in once.</summary>
    public Task<Administrator> AdminAsync() =>
        OnceAsync(async () => _admin ??= new Administrator(await LogInAsync(Administrator.Email, Administrator.Password)));

    /// <summary>A new product for one test, which order-service already knows.</summary>
    public async Task<ProductView> NewProductAsync(int stock, long unitPrice = 1500)
    {
        var product = await (await AdminAsync()).AddProductAsync(stock, unitPrice);
        var prober = await OnceAsync(async () => _prober ??= await NewCustomerAsync());
        // An order with a wrong price is refused in any case, but only that of a known product with a conflict.
        await Eventually.True(
            $"order-service knows the product {product.ProductId}",
            async () => (await prober.TryOrderAsync(product.ProductId, 1, unitPrice: unitPrice + 1)).Status == HttpStatusCode.Conflict);
        return product;
    }

    public async Task<ProductView> ProductAsync(string productId) =>
        (await Anyone.GetAsync($"{Administrator.Catalogs}/{productId}")).Read<ProductView>();

    /// <summary>Waits until the product has exactly this stock.</summary>
    public Task StockIsAsync(string productId, int expected) =>
        Eventually.Passes(
            $"the stock of {productId} is {expected}", async () => Assert.Equal(expected, (await ProductAsync(productId)).Stock));

    /// <summary>Logs in, and returns a caller with the token.</summary>
    public async Task<Caller> LogInAsync(string email, string password)
    {
        var answer = await Anyone.PostAsync("/user-service/login", new { email, password });
        return Anyone.With(answer.Read<LoginView>().Token);
    }

    public void Dispose()
    {
        _http.Dispose();
        _gate.Dispose();
    }

    private async Task<T> OnceAsync<T>(Func<Task<T>> get)
    {
        await _gate.WaitAsync();
        try
        {
            return await get();
        }
        finally
        {
            _gate.Release();
        }
    }
}
