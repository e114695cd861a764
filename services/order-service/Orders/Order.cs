using MsaSample.Contracts.Orders;
using MsaSample.Events;
using MsaSample.Messaging;

namespace MsaSample.OrderService.Orders;

/// <summary>A user's order of one product. Every saved change is published as an order event.</summary>
internal sealed class Order : IAggregate
{
    private Order(Guid orderId, Guid userId, string productId, int qty, long unitPrice, string? idempotencyKey)
    {
        OrderId = orderId;
        UserId = userId;
        ProductId = productId;
        Qty = qty;
        UnitPrice = unitPrice;
        TotalPrice = checked(unitPrice * qty);
        IdempotencyKey = idempotencyKey;
    }

    /// <summary>UUIDv7, so that ids sort by the time of the order.</summary>
    public Guid OrderId { get; private set; }

    public Guid UserId { get; private set; }

    public string ProductId { get; private set; }

    public int Qty { get; private set; }

    /// <summary>The catalog's price when the order was placed, in whole units of the shop's currency.</summary>
    public long UnitPrice { get; private set; }

    public long TotalPrice { get; private set; }

    public OrderStatus Status { get; private set; }

    /// <summary>Why it was rejected; null unless it was.</summary>
    public string? Reason { get; private set; }

    /// <summary>The request's Idempotency-Key, unique for its user; null when it had none.</summary>
    public string? IdempotencyKey { get; private set; }

    public DateTimeOffset PlacedAt { get; private set; }

    public long Version { get; set; }

    public static Order Place(Guid userId, string productId, int qty, long unitPrice, string? idempotencyKey, DateTimeOffset now) =>
        new(Guid.CreateVersion7(now), userId, productId, qty, unitPrice, idempotencyKey) { PlacedAt = now };

    /// <summary>The stock is reserved. Changes only a pending order: one that was cancelled meanwhile stays so, and its stock is released.</summary>
    public void Confirm()
    {
        if (Status == OrderStatus.Pending)
            Status = OrderStatus.Confirmed;
    }

    /// <summary>There is no stock. Changes only a pending order.</summary>
    public void Reject(string reason)
    {
        if (Status != OrderStatus.Pending)
            return;

        Status = OrderStatus.Rejected;
        Reason = reason;
    }

    /// <summary>The user takes it back. True when it is cancelled now, also if it was before; false for a rejected one.</summary>
    public bool TryCancel()
    {
        if (Status == OrderStatus.Rejected)
            return false;

        Status = OrderStatus.Cancelled;
        return true;
    }

    public IEvent ToEvent() => Status switch
    {
        OrderStatus.Pending => new OrderPlaced(OrderId, UserId, ProductId, Qty, UnitPrice, TotalPrice, WireStatus, Version, PlacedAt),
        OrderStatus.Confirmed => new OrderConfirmed(OrderId, UserId, ProductId, Qty, UnitPrice, TotalPrice, WireStatus, Version, PlacedAt),
        OrderStatus.Rejected => new OrderRejected(OrderId, UserId, ProductId, Qty, UnitPrice, TotalPrice, WireStatus, Version, PlacedAt, Reason!),
        _ => new OrderCancelled(OrderId, UserId, ProductId, Qty, UnitPrice, TotalPrice, WireStatus, Version, PlacedAt),
    };

    private string WireStatus => Status.ToString().ToUpperInvariant();
}
