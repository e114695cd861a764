using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using MsaSample.Testing;

namespace MsaSample.Load.Target;

/// <summary>A registered user with a token.</summary>
internal sealed record Customer(string UserId, string Token);

/// <summary>The calls of a customer and of the administrator, through the gateway.</summary>
internal sealed class Shop : IDisposable
{
    private const string Password = "Load-test-1!";
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(3);

    private readonly HttpClient _http;

    public Shop(Uri gateway) =>
        _http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 512 })
        {
            BaseAddress = gateway,
            Timeout = TimeSpan.FromSeconds(30),
        };

    public async Task<Customer> RegisterAsync(string name, CancellationToken ct)
    {
        var email = $"{name}-{Guid.CreateVersion7():N}@load.test";
        await SendAsync(HttpMethod.Post, "user-service/users", new { email, name, pwd = Password }, null, ct);
        return await LogInAsync(email, Password, ct);
    }

    public async Task<Customer> LogInAsync(string email, string password, CancellationToken ct)
    {
        var answer = await SendAsync(HttpMethod.Post, "user-service/login", new { email, password }, null, ct);
        return new Customer(answer.GetProperty("userId").GetString()!, answer.GetProperty("token").GetString()!);
    }

    public Task AddProductAsync(Customer admin, string productId, int stock, CancellationToken ct) =>
        SendAsync(
            HttpMethod.Post, "catalog-service/catalogs", new { productId, productName = productId, unitPrice = 100, stock },
            admin.Token, ct);

    /// <summary>Places an order for one piece and returns its id.</summary>
    public async Task<string> PlaceOrderAsync(Customer customer, string productId, CancellationToken ct)
    {
        var answer = await SendAsync(
            HttpMethod.Post, $"order-service/{customer.UserId}/orders", new { productId, qty = 1 }, customer.Token, ct);
        return answer.GetProperty("orderId").GetString()!;
    }

    /// <summary>Waits until order-service has the event of a new product; it refuses orders for the product until then.</summary>
    public Task WaitUntilOrderableAsync(Customer customer, string productId, CancellationToken ct) =>
        Eventually.True($"{productId} can be ordered", async () =>
        {
            try
            {
                await PlaceOrderAsync(customer, productId, ct);
                return true;
            }
            catch (HttpRequestException e) when (e.StatusCode == HttpStatusCode.UnprocessableEntity)
            {
                return false;
            }
        }, TimeSpan.FromSeconds(30), ct: ct);

    /// <summary>
    /// Polls the order until it is no longer PENDING, and returns its status. The pause between two polls grows with the wait, so that the
    /// measurement is exact to a tenth and the polling does not become the load.
    /// </summary>
    public async Task<string> WaitUntilFinalAsync(Customer customer, string orderId, CancellationToken ct)
    {
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            var order = await SendAsync(HttpMethod.Get, $"order-service/{customer.UserId}/orders/{orderId}", null, customer.Token, ct);
            if (order.GetProperty("status").GetString() is var status and not "PENDING") return status!;
            var tenth = Stopwatch.GetElapsedTime(started) / 10;
            await Task.Delay(tenth > ShortestPause ? tenth : ShortestPause, TimeProvider.System, ct);
        }
    }

    /// <summary>How many of the user's orders have which status, over all pages.</summary>
    public async Task<Dictionary<string, int>> CountByStatusAsync(Customer customer, CancellationToken ct)
    {
        const int Size = 1000;
        var counts = new Dictionary<string, int>();
        for (var page = 0; ; page++)
        {
            var orders = await SendAsync(
                HttpMethod.Get, $"order-service/{customer.UserId}/orders?page={page}&size={Size}", null, customer.Token, ct);
            foreach (var order in orders.EnumerateArray())
            {
                var status = order.GetProperty("status").GetString()!;
                counts[status] = counts.GetValueOrDefault(status) + 1;
            }
            if (orders.GetArrayLength() < Size) return counts;
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<JsonElement> SendAsync(HttpMethod method, string path, object? body, string? token, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null) request.Content = JsonContent.Create(body);
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await _http.SendAsync(request, ct);
        var text = await response.Content.ReadAsStringAsync(ct);
        if (!response.IsSuccessStatusCode)
            throw new HttpRequestException($"{method} /{path} answered {(int)response.StatusCode}: {text}", null, response.StatusCode);
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }
}
