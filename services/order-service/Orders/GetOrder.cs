using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using MsaSample.OrderService.Data;
using MsaSample.ServiceDefaults;

namespace MsaSample.OrderService.Orders;

/// <summary>GET /{userId}/orders/{orderId}.</summary>
internal static class GetOrder
{
    public static async Task<Results<Ok<OrderResponse>, ProblemHttpResult>> HandleAsync(
        Guid userId, Guid orderId, OrderDbContext db, CancellationToken cancellationToken)
    {
        var order = await db.Orders.AsNoTracking().Where(o => o.OrderId == orderId && o.UserId == userId)
            .Select(OrderResponse.Projection).SingleOrDefaultAsync(cancellationToken);
        return order is null ? OrderNotFound(orderId) : TypedResults.Ok(order);
    }

    public static ProblemHttpResult OrderNotFound(Guid orderId) =>
        Problems.Create(404, ProblemCodes.OrderNotFound, $"This user has no order {orderId}.");
}
