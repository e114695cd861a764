using MsaSample.CatalogService.Products;
using MsaSample.Contracts.Catalog;
using MsaSample.Events;
using MsaSample.Messaging;

namespace MsaSample.CatalogService.Reservations;

/// <summary>
/// The result of one order's request for stock. One per order, never deleted: it shows that a repeated event has already been applied.
/// </summary>
internal sealed class Reservation : IAggregate
{
    public const string UnknownProduct = "unknown product";
    public const string InsufficientStock = "insufficient stock";

    private Reservation(Guid orderId, string productId, int qty)
    {
        OrderId = orderId;
        ProductId = productId;
        Qty = qty;
    }

    public Guid OrderId { get; private set; }

    public string ProductId { get; private set; }

    public int Qty { get; private set; }

    public ReservationState State { get; private set; }

    /// <summary>Why the order got no stock; null unless rejected.</summary>
    public string? Reason { get; private set; }

    public DateTimeOffset ChangedAt { get; private set; }

    public long Version { get; set; }

    /// <summary>Takes the quantity out of the product's stock, or is rejected with the reason.</summary>
    public static Reservation Create(Guid orderId, string productId, int qty, Product? product, DateTimeOffset now)
    {
        var reservation = new Reservation(orderId, productId, qty) { ChangedAt = now };
        if (product is null)
            reservation.Reject(UnknownProduct);
        else if (!product.TryTake(qty, now))
            reservation.Reject(InsufficientStock);
        else
            reservation.State = ReservationState.Reserved;
        return reservation;
    }

    /// <summary>
    /// The reservation of an order whose cancellation arrived before the order itself. No stock was taken, and as the reservation exists,
    /// none will be.
    /// </summary>
    public static Reservation CancelledBeforePlaced(Guid orderId, string productId, int qty, DateTimeOffset now) =>
        new(orderId, productId, qty) { State = ReservationState.Released, ChangedAt = now };

    /// <summary>Puts the reserved quantity back into stock. Does nothing unless stock is reserved.</summary>
    public void Release(Product? product, DateTimeOffset now)
    {
        if (State != ReservationState.Reserved)
            return;

        product?.Restock(Qty, now);
        State = ReservationState.Released;
        ChangedAt = now;
    }

    public IEvent ToEvent() => State switch
    {
        ReservationState.Reserved => new StockReserved(OrderId, ProductId, Qty, Version, ChangedAt),
        ReservationState.Rejected => new StockRejected(OrderId, ProductId, Qty, Reason!, Version, ChangedAt),
        _ => new StockReleased(OrderId, ProductId, Qty, Version, ChangedAt),
    };

    private void Reject(string reason)
    {
        State = ReservationState.Rejected;
        Reason = reason;
    }
}

internal enum ReservationState
{
    Reserved,
    Rejected,
    Released,
}
