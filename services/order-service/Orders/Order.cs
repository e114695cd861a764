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

    /// <summary>Why the order was rejected; null unless it was.</summary>
    public string? Reason { get; private set; }

    /// <summary>The request's Idempotency-Key, unique per user; null if the request had none.</summary>
    public string? IdempotencyKey { get; private set; }

    public DateTimeOffset PlacedAt { get; private set; }

    public long Version { get; set; }

    public static Order Place(Guid userId, string productId, int qty, long unitPrice, string? idempotencyKey, DateTimeOffset now) =>
        new(Guid.CreateVersion7(now), userId, productId, qty, unitPrice, idempotencyKey) { PlacedAt = now };

    /// <summary>
    /// The stock is reserved. Changes only a pending order: one that was cancelled in the meantime stays cancelled, and its stock is
    /// released.
    /// </summary>
    public void Confirm()
    {
        if (Status == OrderStatus.Pending)
            Status = OrderStatus.Confirmed;
    }

    /// <summary>No stock could be reserved. Changes only a pending order.</summary>
    public void Reject(string reason)
    {
        if (Status != OrderStatus.Pending)
            return;

        Status = OrderStatus.Rejected;
        Reason = reason;
    }

    /// <summary>Cancels the order. Returns true also if it was cancelled before; false if it was rejected.</summary>
    public bool TryCancel()
    {
        if (Status == OrderStatus.Rejected)
            return false;

        Status = OrderStatus.Cancelled;
        return true;
    }

    public IEvent ToEvent()
    {
        var (status, total) = (Status.ToWireName(), TotalPrice);
        return Status switch
        {
            OrderStatus.Pending => new OrderPlaced(OrderId, UserId, ProductId, Qty, UnitPrice, total, status, Version, PlacedAt),
            OrderStatus.Confirmed => new OrderConfirmed(OrderId, UserId, ProductId, Qty, UnitPrice, total, status, Version, PlacedAt),
            OrderStatus.Rejected => new OrderRejected(
                OrderId, UserId, ProductId, Qty, UnitPrice, total, status, Version, PlacedAt, Reason!),
            _ => new OrderCancelled(OrderId, UserId, ProductId, Qty, UnitPrice, total, status, Version, PlacedAt),
        };
    }
}
