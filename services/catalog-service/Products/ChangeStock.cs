using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using MsaSample.CatalogService.Data;
using MsaSample.Data;

namespace MsaSample.CatalogService.Products;

/// <summary>
/// PATCH /catalogs/{productId}/stock: an admin sets the stock (<c>stock</c>), or adds to it or takes from it (<c>change</c>). Only the
/// latter is right while orders come in.
/// </summary>
internal static class ChangeStock
{
    public sealed record Request(
        [Range(0, Product.MaxStock)] int? Stock,
        [Range(-Product.MaxStock, Product.MaxStock)] int? Change);

    public static async Task<Results<Ok<ProductResponse>, ValidationProblem, ProblemHttpResult>> HandleAsync(
        string productId, Request request, CatalogDbContext db, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (request.Stock is null == request.Change is null)
            return Invalid(nameof(Request.Stock), "Give either stock or change.");

        await using var row = await db.LockRowAsync(db.Products.Where(p => p.ProductId == productId), cancellationToken);
        if (row.Entity is not { } product)
            return GetProduct.ProductNotFound(productId);
        if (!product.TrySetStock(request.Stock ?? (long)product.Stock + request.Change!.Value, clock.GetUtcNowToMicrosecond()))
            return Invalid(nameof(Request.Change), $"The stock is {product.Stock}; it must stay between 0 and {Product.MaxStock}.");

        await row.SaveAsync(cancellationToken);
        return TypedResults.Ok(ProductResponse.Of(product));
    }

    private static ValidationProblem Invalid(string field, string text) =>
        TypedResults.ValidationProblem(new Dictionary<string, string[]> { [field] = [text] });
}
