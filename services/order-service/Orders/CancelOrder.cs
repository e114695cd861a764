using Microsoft.AspNetCore.Http.HttpResults;
using MsaSample.Data;
using MsaSample.OrderService.Data;
using MsaSample.ServiceDefaults;

namespace MsaSample.OrderService.Orders;

/// <summary>
/// DELETE /{userId}/orders/{orderId}: cancels a pending or confirmed order; catalog-service puts its stock back. Cancelling a cancelled
/// order gives the same answer again; a rejected order cannot be cancelled.
/// </summary>
internal static class CancelOrder
{
    public static async Task<Results<Ok<OrderResponse>, ProblemHttpResult>> HandleAsync(
        Guid userId, Guid orderId, OrderDbContext db, CancellationToken cancellationToken)
    {
        await using var row = await db.LockRowAsync(db.Orders.Where(o => o.OrderId == orderId), cancellationToken);
        if (row.Entity is not { } order || order.UserId != userId)
            return GetOrder.OrderNotFound(orderId);
        if (!order.TryCancel())
            return Problems.Create(
                409, ProblemCodes.OrderNotCancellable, $"The order was rejected ({order.Reason}), so it cannot be cancelled.");

        await row.SaveAsync(cancellationToken);
        return TypedResults.Ok(OrderResponse.Of(order));
    }
}
