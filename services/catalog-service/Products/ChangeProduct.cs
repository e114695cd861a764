using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using MsaSample.CatalogService.Data;
using MsaSample.Data;
using MsaSample.ServiceDefaults;

namespace MsaSample.CatalogService.Products;

/// <summary>
/// PUT /catalogs/{productId}: an admin changes name and price, and the stock if the request has one. Orders placed before keep their price.
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
        await using var row = await db.LockRowAsync(db.Products.Where(p => p.ProductId == productId), cancellationToken);
        if (row.Entity is not { } product)
            return GetProduct.ProductNotFound(productId);

        var now = clock.GetUtcNowToMicrosecond();
        product.Change(request.ProductName, request.UnitPrice!.Value, now);
        if (request.Stock is { } stock)
            product.TrySetStock(stock, now);
        await row.SaveAsync(cancellationToken);
        return TypedResults.Ok(ProductResponse.Of(product));
    }
}
