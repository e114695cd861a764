using MsaSample.Testing;

namespace MsaSample.EndToEnd.Tests;

/// <summary>
/// Compares the acknowledgements that customers got with the data of the services, after all events have been applied: every acknowledged
/// order exists once, is final and has the same status in the user's copy, and the stock has shrunk by exactly what was confirmed.
/// </summary>
public sealed class Audit(Storefront shop, IReadOnlyList<Buyer> buyers, IReadOnlyList<ProductView> products)
{
    private const int LargestPage = 1000;
    private static readonly TimeSpan SettlingTime = TimeSpan.FromSeconds(60);

    public async Task RunAsync()
    {
        var confirmed = products.ToDictionary(product => product.ProductId, _ => 0);
        foreach (var buyer in buyers)
        {
            var orders = await FinalOrdersAsync(buyer);
            EveryAcknowledgedOrderOnce(buyer.Journal, orders);
            await UserCopyAgreesAsync(buyer.Customer, orders);
            await SameKeyIsTheSameOrderAsync(buyer);
            foreach (var order in orders.Where(order => order.Status == "CONFIRMED")) confirmed[order.ProductId] += order.Qty;
        }
        foreach (var product in products) await shop.StockIsAsync(product.ProductId, product.Stock - confirmed[product.ProductId]);
        Assert.All(confirmed, pair => Assert.True(pair.Value <= products.Single(product => product.ProductId == pair.Key).Stock));
    }

    private static async Task<IReadOnlyList<OrderView>> FinalOrdersAsync(Buyer buyer)
    {
        IReadOnlyList<OrderView> orders = [];
        await Eventually.Passes(
            "no order is pending",
            async () => Assert.DoesNotContain(orders = await buyer.Customer.ListAsync(), order => !order.IsFinal),
            SettlingTime);
        return orders;
    }

    private static void EveryAcknowledgedOrderOnce(IReadOnlyList<PlacedOrder> journal, IReadOnlyList<OrderView> orders)
    {
        Assert.Equal(journal.Count, journal.DistinctBy(placed => placed.OrderId).Count());
        Assert.Equal(journal.Select(placed => placed.OrderId).Order(), orders.Select(order => order.OrderId).Order());
        var byId = orders.ToDictionary(order => order.OrderId);
        foreach (var placed in journal)
        {
            var order = byId[placed.OrderId];
            Assert.Equal((placed.ProductId, placed.Qty), (order.ProductId, order.Qty));
            if (placed.Cancelled)
                Assert.True(order.Status == "CANCELLED", $"{placed} is {order.Status} though its cancellation was acknowledged");
        }
    }

    private static Task UserCopyAgreesAsync(Customer customer, IReadOnlyList<OrderView> orders)
    {
        var statuses = orders.ToDictionary(order => order.OrderId, order => order.Status);
        return Eventually.Passes(
            "the user's own copy shows every order with the same status",
            async () =>
            {
                var copy = (await customer.MeAsync(size: LargestPage)).Orders!;
                Assert.Equal(Math.Min(orders.Count, LargestPage), copy.DistinctBy(order => order.OrderId).Count());
                Assert.All(copy, order => Assert.Equal(statuses[order.OrderId], order.Status));
            },
            SettlingTime);
    }

    private static async Task SameKeyIsTheSameOrderAsync(Buyer buyer)
    {
        foreach (var placed in buyer.Journal.TakeLast(5)) Assert.Equal(placed.OrderId, await buyer.SendAgainAsync(placed));
    }
}
