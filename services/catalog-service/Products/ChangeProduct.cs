using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using MsaSample.CatalogService.Data;
using MsaSample.Data;
using MsaSample.ServiceDefaults;

namespace MsaSample.CatalogService.Products;

/// <summary>
/// PUT /catalogs/{productId}: an admin changes name and price, and the stock if he names it. Orders placed before keep their price.
/// </summary>
internal static class ChangeProduct
{
    public sealed record Request(
        [Required, StringLength(Product.MaxNameLength), PlainText] string ProductName,
        [Required, Range(0, Product.MaxUnitPrice)] long? UnitPrice,
        [Range(0, Product.MaxStock)] int? Stock);

    public static async Task<Results<Ok<ProductResponse>, ProblemHttpResult>> HandleAsync(
        string productId, Request request, CatalogDbContext db, TimeProvider clock, CancellationToken cancellationToken)
    {
        // Locked, because reservations change the same row many times a second; an optimistic writer would lose every race.
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var product = await db.Products.Where(p => p.ProductId == productId).ForUpdate().SingleOrDefaultAsync(cancellationToken);
        if (product is null)
            return GetProduct.ProductNotFound(productId);

        var now = clock.GetUtcNowToMicrosecond();
        product.Change(request.ProductName, request.UnitPrice!.Value, now);
        if (request.Stock is { } stock)
            product.TrySetStock(stock, now);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return TypedResults.Ok(ProductResponse.Of(product));
    }
}
