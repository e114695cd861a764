using MsaSample.CatalogService.Products;
using MsaSample.Contracts.Catalog;
using MsaSample.Events;
using MsaSample.Messaging;

namespace MsaSample.CatalogService.Reservations;

/// <summary>What became of the stock that one order asked for. One per order, for ever: it is what makes a repeated event harmless.</summary>
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

    /// <summary>Why there is no stock for the order; null unless rejected.</summary>
    public string? Reason { get; private set; }

    public DateTimeOffset ChangedAt { get; private set; }

    public long Version { get; set; }

    /// <summary>Takes the pieces out of the product's stock, or says why it cannot.</summary>
    public static Reservation Make(Guid orderId, string productId, int qty, Product? product, DateTimeOffset now)
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
    /// For an order whose cancellation arrived before the order itself: nothing was taken, and because this row is there nothing will be.
    /// </summary>
    public static Reservation Never(Guid orderId, string productId, int qty, DateTimeOffset now) =>
        new(orderId, productId, qty) { State = ReservationState.Released, ChangedAt = now };

    /// <summary>Gives the pieces back, once. Does nothing for an order that holds none.</summary>
    public void Release(Product? product, DateTimeOffset now)
    {
        if (State != ReservationState.Reserved)
            return;

        product?.PutBack(Qty, now);
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
