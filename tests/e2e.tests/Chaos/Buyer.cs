using System.Net;
using MsaSample.Testing;

namespace MsaSample.EndToEnd.Tests;

/// <summary>
/// A customer who places orders at a constant rate, and cancels some of them, while processes are killed. A request that fails without a
/// clear answer is repeated with the same Idempotency-Key until it has one, as a careful client does.
/// </summary>
public sealed class Buyer(Customer customer, IReadOnlyList<ProductView> products, int seed)
{
    private static readonly TimeSpan OrderInterval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestOutage = TimeSpan.FromSeconds(90);

    private readonly Random _random = new(seed);
    private readonly List<PlacedOrder> _journal = [];

    public Customer Customer => customer;

    /// <summary>All orders acknowledged so far.</summary>
    public IReadOnlyList<PlacedOrder> Journal
    {
        get
        {
            lock (_journal) return [.. _journal];
        }
    }

    /// <summary>Runs until <paramref name="stop"/> is cancelled and the last request is answered.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(OrderInterval);
        while (!stop.IsCancellationRequested)
        {
            await PlaceAsync();
            if (_random.Next(8) == 0) await CancelOneAsync();
            await timer.WaitForNextTickAsync(CancellationToken.None);
        }
    }

    /// <summary>Sends an order again with its key, as a client does that has not received the answer.</summary>
    public async Task<string> SendAgainAsync(PlacedOrder order) => (await SendAsync(order.ProductId, order.Qty, order.Key)).OrderId;

    private async Task PlaceAsync()
    {
        var (product, qty, key) = (products[_random.Next(products.Count)], _random.Next(1, 4), Guid.CreateVersion7().ToString());
        var order = await SendAsync(product.ProductId, qty, key);
        lock (_journal) _journal.Add(new PlacedOrder(key, order.OrderId, product.ProductId, qty));
    }

    private async Task<OrderView> SendAsync(string productId, int qty, string key) =>
        (await AnsweredAsync($"the order with key {key}", () => customer.TryOrderAsync(productId, qty, key)))
        .Read<OrderView>(HttpStatusCode.Created);

    private async Task CancelOneAsync()
    {
        var order = _journal[_random.Next(_journal.Count)];
        var answer = await AnsweredAsync($"the cancellation of {order.OrderId}", () => customer.TryCancelAsync(order.OrderId));
        // A conflict means that the order was rejected, or cancelled already, possibly by an earlier attempt whose answer was lost.
        if (answer.Status != HttpStatusCode.Conflict)
        {
            Assert.True(
                answer.Status is HttpStatusCode.OK or HttpStatusCode.NoContent, $"{answer.Call} answered {answer.Status}: {answer.Body}");
            order.Cancelled = true;
        }
    }

    private static Task<Answer> AnsweredAsync(string request, Func<Task<Answer>> send) =>
        Eventually.Value<Answer>(
            $"{request} is answered",
            async () =>
            {
                var answer = await send();
                return answer.Status is >= HttpStatusCode.InternalServerError or HttpStatusCode.TooManyRequests
                    ? throw new HttpRequestException($"{(int)answer.Status} {answer.Body}")
                    : answer;
            },
            LongestOutage);
}
