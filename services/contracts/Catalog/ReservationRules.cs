using MsaSample.Events;

namespace MsaSample.Contracts.Catalog;

/// <summary>What the fields that all reservation events share may hold.</summary>
internal static class ReservationRules
{
    public static string? FindDefect(Guid orderId, string productId, int qty, DateTimeOffset at) =>
        EventRules.Id(orderId)
        ?? EventRules.Text(productId, Limits.ProductIdLength)
        ?? EventRules.Range(qty, 1, Limits.MaxQty)
        ?? EventRules.Time(at);
}
