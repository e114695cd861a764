using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using MsaSample.Contracts;
using MsaSample.Data;
using MsaSample.OrderService.Data;
using MsaSample.ServiceDefaults;

namespace MsaSample.OrderService.Orders;

/// <summary>
/// POST /{userId}/orders: stores the order and its OrderPlaced event in one transaction. The price is the catalog's, known here from a
/// copy. With an <c>Idempotency-Key</c>, a repeated request gets the first answer again, without a time limit: the key is a column of the
/// order.
/// </summary>
internal static class PlaceOrder
{
    private const int MaxKeyLength = 255;
    private const int MaxQty = 1000;

    public sealed record Request(
        [Required, StringLength(Limits.ProductIdLength), PlainText] string ProductId,
        [Required, Range(1, MaxQty)] int? Qty,
        [Range(0, long.MaxValue)] long? UnitPrice);

    public static async Task<Results<Created<OrderResponse>, ProblemHttpResult>> HandleAsync(
        Guid userId,
        Request request,
        [FromHeader(Name = "Idempotency-Key"), StringLength(MaxKeyLength, MinimumLength = 1), RegularExpression("[ -~]+")]
        string? idempotencyKey,
        HttpContext http,
        OrderDbContext db,
        TimeProvider clock,
        CancellationToken cancellationToken)
    {
        if (await ReplayAsync(userId, request, idempotencyKey, http, db, cancellationToken) is { } earlier)
            return earlier;

        var productId = request.ProductId;
        var offer = await db.Products
            .Where(p => p.ProductId == productId)
            .Select(p => new { p.UnitPrice, Refused = db.Users.Any(u => u.UserId == userId && !u.Active) })
            .SingleOrDefaultAsync(cancellationToken);
        if (offer is null)
            return Problems.Create(422, ProblemCodes.ProductUnknown, $"There is no product {productId}.");
        if (offer.Refused)
            return Problems.Create(403, ProblemCodes.Forbidden, "This user was deactivated and cannot order.");
        if (request.UnitPrice is { } expected && expected != offer.UnitPrice)
            return Problems.Create(409, ProblemCodes.PriceChanged, $"{productId} costs {offer.UnitPrice} now, not {expected}.");

        var order = Order.Place(userId, productId, request.Qty!.Value, offer.UnitPrice, idempotencyKey, clock.GetUtcNowToMicrosecond());
        db.Orders.Add(order);
        Results<Created<OrderResponse>, ProblemHttpResult>? winner = null;
        return await db.TrySaveAsync(IsPlacedByAnotherAsync, cancellationToken) ? Created(http, order) : winner!;

        // The same request may arrive twice at the same time.
        async Task<bool> IsPlacedByAnotherAsync() =>
            (winner = await ReplayAsync(userId, request, idempotencyKey, http, db, cancellationToken)) is not null;
    }

    /// <summary>The answer to an earlier request with this key; null if there was none.</summary>
    private static async Task<Results<Created<OrderResponse>, ProblemHttpResult>?> ReplayAsync(
        Guid userId, Request request, string? key, HttpContext http, OrderDbContext db, CancellationToken cancellationToken)
    {
        if (key is null)
            return null;

        var order = await db.Orders.AsNoTracking()
            .SingleOrDefaultAsync(o => o.UserId == userId && o.IdempotencyKey == key, cancellationToken);
        if (order is null)
            return null;

        var same = order.ProductId == request.ProductId && order.Qty == request.Qty
            && (request.UnitPrice is null || request.UnitPrice == order.UnitPrice);
        if (!same)
            return Problems.Create(
                422, ProblemCodes.IdempotencyKeyReused, "This Idempotency-Key was used before with a different order in the body.");

        http.Response.Headers["Idempotency-Replayed"] = "true";
        return Created(http, order);
    }

    // The state when the order was placed, so that the first answer and its repetitions are equal.
    private static Created<OrderResponse> Created(HttpContext http, Order order) => TypedResults.Created(
        $"{ForwardedPrefix.Of(http.Request)}/{order.UserId}/orders/{order.OrderId}",
        OrderResponse.Of(order) with { Status = OrderStatus.Pending, Reason = null });
}
