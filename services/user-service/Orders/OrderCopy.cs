using MsaSample.Contracts.Orders;

namespace MsaSample.UserService.Orders;

/// <summary>A copy of an order, from the newest event about it.</summary>
internal sealed class OrderCopy
{
    public Guid OrderId { get; private set; }

    public Guid UserId { get; private set; }

    public string ProductId { get; private set; } = "";

    public int Qty { get; private set; }

    public long UnitPrice { get; private set; }

    public long TotalPrice { get; private set; }

    public string Status { get; private set; } = "";

    public string? Reason { get; private set; }

    public DateTimeOffset PlacedAt { get; private set; }

    public long Version { get; private set; }

    /// <summary>Copies the event's state, unless the copy is as new or newer.</summary>
    public void Apply(IOrderEvent e)
    {
        if (e.Version <= Version)
            return;

        OrderId = e.OrderId;
        UserId = e.UserId;
        ProductId = e.ProductId;
        Qty = e.Qty;
        UnitPrice = e.UnitPrice;
        TotalPrice = e.TotalPrice;
        Status = e.Status;
        Reason = e.Reason;
        PlacedAt = e.PlacedAt;
        Version = e.Version;
    }
}
