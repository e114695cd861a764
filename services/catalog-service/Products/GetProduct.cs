using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using MsaSample.CatalogService.Data;
using MsaSample.ServiceDefaults;

namespace MsaSample.CatalogService.Products;

/// <summary>GET /catalogs/{productId}.</summary>
internal static class GetProduct
{
    public static async Task<Results<Ok<ProductResponse>, ProblemHttpResult>> HandleAsync(
        string productId, CatalogDbContext db, CancellationToken cancellationToken)
    {
        var product = await db.Products.AsNoTracking().Where(p => p.ProductId == productId)
            .Select(ProductResponse.Projection).SingleOrDefaultAsync(cancellationToken);
        return product is null ? ProductNotFound(productId) : TypedResults.Ok(product);
    }

    public static ProblemHttpResult ProductNotFound(string productId) =>
        Problems.Create(404, ProblemCodes.ProductNotFound, $"There is no product {productId}.");
}
