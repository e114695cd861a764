using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using MsaSample.OrderService.Data;
using MsaSample.ServiceDefaults;

namespace MsaSample.OrderService.Orders;

/// <summary>GET /{userId}/orders: the user's orders, newest first, page by page.</summary>
internal static class ListOrders
{
    public static async Task<Ok<IReadOnlyList<OrderResponse>>> HandleAsync(
        Guid userId,
        HttpContext http,
        OrderDbContext db,
        CancellationToken cancellationToken,
        [Range(0, Paging.MaxPage)] int page = 0,
        [Range(1, Paging.MaxSize)] int size = Paging.DefaultSize)
    {
        var rows = await db.Orders.AsNoTracking()
            .Where(o => o.UserId == userId)
            .OrderByDescending(o => o.OrderId)
            .Skip(page * size)
            .Take(size + 1)
            .Select(OrderResponse.Projection)
            .ToListAsync(cancellationToken);
        return TypedResults.Ok(Paging.Cut(rows, http, page, size));
    }
}
