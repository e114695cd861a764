using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using MsaSample.ServiceDefaults;
using MsaSample.UserService.Data;

namespace MsaSample.UserService.Users;

/// <summary>GET /users/{userId}: the user, with their orders from this service's own copy, newest first.</summary>
internal static class GetUser
{
    public sealed record Response(string Email, string Name, Guid UserId, bool Active, IReadOnlyList<OrderOfUser> Orders);

    /// <summary>An order from this service's copy.</summary>
    public sealed record OrderOfUser(
        Guid OrderId,
        string ProductId,
        int Qty,
        long UnitPrice,
        long TotalPrice,
        string Status,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Reason,
        DateTimeOffset CreatedAt);

    /// <param name="size">The highest number of orders in the answer.</param>
    public static async Task<Results<Ok<Response>, ProblemHttpResult>> HandleAsync(
        Guid userId, UserDbContext db, CancellationToken cancellationToken, [Range(1, Paging.MaxSize)] int size = Paging.DefaultSize)
    {
        var user = await db.Users.AsNoTracking().SingleOrDefaultAsync(u => u.UserId == userId, cancellationToken);
        if (user is null)
            return UserNotFound(userId);

        var orders = await db.Orders.AsNoTracking()
            .Where(o => o.UserId == userId)
            .OrderByDescending(o => o.OrderId)
            .Take(size)
            .Select(o => new OrderOfUser(o.OrderId, o.ProductId, o.Qty, o.UnitPrice, o.TotalPrice, o.Status, o.Reason, o.PlacedAt))
            .ToListAsync(cancellationToken);
        return TypedResults.Ok(new Response(user.Email, user.Name, user.UserId, user.Active, orders));
    }

    public static ProblemHttpResult UserNotFound(Guid userId) =>
        Problems.Create(404, ProblemCodes.UserNotFound, $"There is no user {userId}.");
}
