using MsaSample.Contracts.Orders;
using MsaSample.OrderService.Orders;

namespace MsaSample.Services.Tests.Orders;

public sealed class OrderTests
{
    private readonly Order _order = Order.Place(Guid.CreateVersion7(), "CATALOG-001", 3, 1500, null, TimeProvider.System.GetUtcNow());

    [Fact]
    public void Place_NewOrder_IsPendingAsIsItsEvent()
    {
        Assert.Equal(4500, _order.TotalPrice);
        Assert.Equal("PENDING", Assert.IsType<OrderPlaced>(_order.ToEvent()).Status);
    }

    [Fact]
    public void Place_TotalBeyondRange_Throws() =>
        Assert.Throws<OverflowException>(
            () => Order.Place(Guid.CreateVersion7(), "P", 1000, long.MaxValue, null, TimeProvider.System.GetUtcNow()));

    [Fact]
    public void Confirm_AfterRejection_ChangesNothing()
    {
        _order.Reject("insufficient stock");
        _order.Confirm();

        Assert.Equal("insufficient stock", Assert.IsType<OrderRejected>(_order.ToEvent()).Reason);
    }

    [Fact]
    public void Cancel_ConfirmedOrder_IsCancelled()
    {
        _order.Confirm();

        Assert.IsType<OrderConfirmed>(_order.ToEvent());
        Assert.True(_order.TryCancel());
        Assert.IsType<OrderCancelled>(_order.ToEvent());
    }

    [Fact]
    public void Cancel_RejectedOrder_IsRefused()
    {
        _order.Reject("unknown product");

        Assert.False(_order.TryCancel());
        Assert.Equal(OrderStatus.Rejected, _order.Status);
    }
}
