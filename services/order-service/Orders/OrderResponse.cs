using System.Linq.Expressions;
using System.Text.Json.Serialization;

namespace MsaSample.OrderService.Orders;

/// <summary>An order as its user sees it. <c>reason</c> is present only if it was rejected.</summary>
public sealed record OrderResponse(
    Guid OrderId,
    string ProductId,
    int Qty,
    long UnitPrice,
    long TotalPrice,
    OrderStatus Status,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Reason,
    DateTimeOffset CreatedAt)
{
    internal static readonly Expression<Func<Order, OrderResponse>> Projection =
        o => new OrderResponse(o.OrderId, o.ProductId, o.Qty, o.UnitPrice, o.TotalPrice, o.Status, o.Reason, o.PlacedAt);

    internal static OrderResponse Of(Order o) =>
        new(o.OrderId, o.ProductId, o.Qty, o.UnitPrice, o.TotalPrice, o.Status, o.Reason, o.PlacedAt);
}
