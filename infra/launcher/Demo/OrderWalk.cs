using System.Globalization;
using System.Security.Cryptography;
using MsaSample.Launcher.Output;

namespace MsaSample.Launcher.Demo;

/// <summary>Walks through one order and shows each hop: the calls through the gateway, and the events between the services.</summary>
internal sealed class OrderWalk(ShopClient shop, EventTap tap, Terminal terminal, TimeProvider clock)
{
    private const int Quantity = 2;
    private static readonly string[] Topics = ["user-events", "catalog-events", "order-events", "reservation-events"];
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(5);

    /// <summary>Walks until the order is confirmed and every service has it.</summary>
    /// <exception cref="LaunchException">A call was refused, or something did not happen in time.</exception>
    public static async Task RunAsync(
        string gateway, string kafka, Terminal terminal, TimeProvider clock, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = new Uri(gateway + "/") };
        await using var tap = EventTap.Start(kafka, Topics);
        await new OrderWalk(new ShopClient(http), tap, terminal, clock).WalkAsync(cancellationToken);
    }

    private async Task WalkAsync(CancellationToken cancellationToken)
    {
        var userId = await BecomeUserAsync(cancellationToken);
        var before = await ChooseProductAsync(cancellationToken);

        var started = clock.GetUtcNow();
        var order = await shop.PlaceOrderAsync(before.ProductId, Quantity, cancellationToken);
        Step($"POST /order-service/{userId}/orders: order-service stores the order and its event in one transaction and answers",
            $"order {order.OrderId}, {order.Qty} x {order.ProductId} = {order.TotalPrice:0.##}, {order.Status} "
            + $"({Since(started, clock.GetUtcNow())})");

        var done = await UntilAsync(
            "the order to leave PENDING",
            () => shop.GetOrderAsync(order.OrderId, cancellationToken),
            now => now.Status != "PENDING",
            cancellationToken);
        var decided = clock.GetUtcNow();
        await ShowEventsAsync(order, started, cancellationToken);
        Step("GET the order again", $"{done.Status} {done.Reason}".TrimEnd() + $", {Since(started, decided)} after the POST began");
        if (done.Status != "CONFIRMED")
            throw new LaunchException($"the order was not confirmed: {done.Status} {done.Reason}");

        var after = await shop.GetProductAsync(before.ProductId, cancellationToken);
        Step($"GET /catalog-service/catalogs/{after.ProductId}: the stock that catalog-service gave to the order is gone",
            $"stock {before.Stock} -> {after.Stock}");

        var copies = await UntilAsync(
            "the order in user-service's copy",
            () => shop.GetOrdersOfUserAsync(cancellationToken),
            orders => orders.Any(copy => copy.OrderId == order.OrderId && copy.Status == done.Status),
            cancellationToken);
        Step($"GET /user-service/users/{userId}: user-service has read the events and keeps its own copy of the order in orders[]",
            string.Join("; ", copies.Select(copy => $"{copy.OrderId} {copy.Qty} x {copy.ProductId} {copy.Status}")));
    }

    private async Task<string> BecomeUserAsync(CancellationToken cancellationToken)
    {
        var email = $"demo-{RandomNumberGenerator.GetHexString(8, lowercase: true)}@example.com";
        var password = RandomNumberGenerator.GetHexString(20, lowercase: true);
        var userId = await shop.RegisterAsync(email, password, cancellationToken);
        Step("POST /user-service/users: register", $"{email} is user {userId}");

        await shop.LogInAsync(email, password, cancellationToken);
        Step(
            "POST /user-service/login: log in",
            "a token, signed with user-service's key; gateway and services check it with the public one");
        return userId;
    }

    private async Task<Product> ChooseProductAsync(CancellationToken cancellationToken)
    {
        var products = await shop.ListProductsAsync(cancellationToken);
        Step("GET /catalog-service/catalogs: list the products",
            [
                .. from product in products
                   select $"{product.ProductId} {product.ProductName}: {product.UnitPrice:0.##}, {product.Stock} in stock",
            ]);
        return products.FirstOrDefault(product => product.Stock >= Quantity)
            ?? throw new LaunchException("no product has enough stock for the demo; start with another --data directory");
    }

    /// <summary>Shows the three events of a confirmed order, and the catalog's new stock, as they are on Kafka.</summary>
    private async Task ShowEventsAsync(PlacedOrder order, DateTimeOffset started, CancellationToken cancellationToken)
    {
        bool Concerns(SeenEvent seen) =>
            seen.Subject == order.OrderId.ToString() || (seen.Subject == order.ProductId && seen.At >= started);

        var events = await UntilAsync(
            "the order's events on Kafka",
            () => Task.FromResult(tap.Seen.Where(Concerns).OrderBy(seen => seen.At).ToList()),
            seen => seen.Count(one => one.Subject != order.ProductId) >= 3,
            cancellationToken);
        Step("meanwhile, the services exchanged these events through Kafka",
            [.. events.Select(seen =>
                $"{Since(started, seen.At),7}  {seen.Source,-16} {seen.Type,-20} {seen.Topic}, "
                + $"partition {seen.Partition}, offset {seen.Offset}")]);
    }

    private async Task<T> UntilAsync<T>(string what, Func<Task<T>> get, Func<T, bool> enough, CancellationToken cancellationToken)
    {
        var started = clock.GetTimestamp();
        while (true)
        {
            var value = await get();
            if (enough(value))
                return value;

            if (clock.GetElapsedTime(started) > Patience)
                throw new LaunchException($"the demo waited {Patience.TotalSeconds:0} s for {what}");

            await Task.Delay(Interval, clock, cancellationToken);
        }
    }

    private int _step;

    private void Step(string what, params ReadOnlySpan<string> results)
    {
        terminal.Write($"\n{++_step}. {what}");
        foreach (var result in results)
            terminal.Write($"   -> {result}");
    }

    private static string Since(DateTimeOffset started, DateTimeOffset at) =>
        string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0, (at - started).TotalMilliseconds):0} ms");
}
