using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace MsaSample.Launcher.Demo;

internal sealed record Product(string ProductId, string ProductName, decimal UnitPrice, int Stock);

internal sealed record PlacedOrder(Guid OrderId, string ProductId, int Qty, decimal TotalPrice, string Status, string? Reason);

/// <summary>The HTTP calls of the walk, through the gateway.</summary>
internal sealed class ShopClient(HttpClient http)
{
    private string _userId = "";

    public async Task<string> RegisterAsync(string email, string password, CancellationToken cancellationToken)
    {
        var user = await PostAsync<JsonElement>("user-service/users", new { email, name = "Demo", pwd = password }, cancellationToken);
        return _userId = user.GetProperty("userId").GetString()!;
    }

    public async Task LogInAsync(string email, string password, CancellationToken cancellationToken)
    {
        var login = await PostAsync<JsonElement>("user-service/login", new { email, password }, cancellationToken);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", login.GetProperty("token").GetString());
    }

    public Task<List<Product>> ListProductsAsync(CancellationToken cancellationToken) =>
        GetAsync<List<Product>>("catalog-service/catalogs", cancellationToken);

    public Task<Product> GetProductAsync(string productId, CancellationToken cancellationToken) =>
        GetAsync<Product>($"catalog-service/catalogs/{productId}", cancellationToken);

    public Task<PlacedOrder> PlaceOrderAsync(string productId, int qty, CancellationToken cancellationToken) =>
        PostAsync<PlacedOrder>($"order-service/{_userId}/orders", new { productId, qty }, cancellationToken);

    public Task<PlacedOrder> GetOrderAsync(Guid orderId, CancellationToken cancellationToken) =>
        GetAsync<PlacedOrder>($"order-service/{_userId}/orders/{orderId}", cancellationToken);

    /// <summary>The orders that user-service keeps with the user, from the events it has read.</summary>
    public async Task<List<PlacedOrder>> GetOrdersOfUserAsync(CancellationToken cancellationToken)
    {
        var user = await GetAsync<JsonElement>($"user-service/users/{_userId}", cancellationToken);
        return user.GetProperty("orders").Deserialize<List<PlacedOrder>>(JsonSerializerOptions.Web)!;
    }

    private async Task<T> GetAsync<T>(string path, CancellationToken cancellationToken)
    {
        using var response = await http.GetAsync(new Uri(path, UriKind.Relative), cancellationToken);
        return await ReadAsync<T>(response, $"GET /{path}", cancellationToken);
    }

    private async Task<T> PostAsync<T>(string path, object body, CancellationToken cancellationToken)
    {
        using var response = await http.PostAsJsonAsync(path, body, cancellationToken);
        return await ReadAsync<T>(response, $"POST /{path}", cancellationToken);
    }

    private static async Task<T> ReadAsync<T>(HttpResponseMessage response, string call, CancellationToken cancellationToken)
    {
        if (!response.IsSuccessStatusCode)
        {
            var problem = await response.Content.ReadAsStringAsync(cancellationToken);
            throw new LaunchException($"{call} was answered {(int)response.StatusCode}: {problem}");
        }

        return (await response.Content.ReadFromJsonAsync<T>(cancellationToken))!;
    }
}
