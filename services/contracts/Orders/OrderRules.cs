using MsaSample.Events;

namespace MsaSample.Contracts.Orders;

/// <summary>What the fields that all order events share may hold.</summary>
internal static class OrderRules
{
    /// <param name="status">The status that an order has after this event.</param>
    public static string? FindDefect(IOrderEvent e, string status) =>
        EventRules.Id(e.OrderId)
        ?? EventRules.Id(e.UserId)
        ?? EventRules.Text(e.ProductId, Limits.ProductIdLength)
        ?? EventRules.Range(e.Qty, 1, Limits.MaxQty)
        ?? EventRules.Range(e.UnitPrice, 0, Limits.MaxUnitPrice)
        ?? EventRules.Range(e.TotalPrice, 0, long.MaxValue)
        ?? EventRules.Is(e.Status, status)
        ?? EventRules.Time(e.PlacedAt);
}
