using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using MsaSample.Data;
using MsaSample.OrderService.Data;
using MsaSample.ServiceDefaults;

namespace MsaSample.OrderService.Orders;

/// <summary>
/// DELETE /{userId}/orders/{orderId}: cancels a pending or confirmed order; catalog-service gives the stock back. Cancelling a cancelled order
/// answers the same again; a rejected one cannot be cancelled.
/// </summary>
internal static class CancelOrder
{
    public static async Task<Results<Ok<OrderResponse>, ProblemHttpResult>> HandleAsync(
        Guid userId, Guid orderId, OrderDbContext db, CancellationToken cancellationToken)
    {
        // Locked, so that a reservation that arrives now is applied before or after, never lost to a version conflict.
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var order = await db.Orders.Where(o => o.OrderId == orderId).ForUpdate().SingleOrDefaultAsync(cancellationToken);
        if (order is null || order.UserId != userId)
            return GetOrder.OrderNotFound(orderId);
        if (!order.TryCancel())
            return Problems.Create(409, ProblemCodes.OrderNotCancellable, $"The order was rejected ({order.Reason}); there is nothing to cancel.");

        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return TypedResults.Ok(OrderResponse.Of(order));
    }
}
