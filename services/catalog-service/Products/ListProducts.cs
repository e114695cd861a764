using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using MsaSample.CatalogService.Data;
using MsaSample.ServiceDefaults;

namespace MsaSample.CatalogService.Products;

/// <summary>GET /catalogs: all products, sorted by id, page by page.</summary>
internal static class ListProducts
{
    public static async Task<Ok<IReadOnlyList<ProductResponse>>> HandleAsync(
        HttpContext http,
        CatalogDbContext db,
        CancellationToken cancellationToken,
        [Range(0, Paging.MaxPage)] int page = 0,
        [Range(1, Paging.MaxSize)] int size = Paging.DefaultSize)
    {
        var rows = await db.Products.AsNoTracking()
            .OrderBy(p => p.ProductId)
            .Skip(page * size)
            .Take(size + 1)
            .Select(ProductResponse.Projection)
            .ToListAsync(cancellationToken);
        return TypedResults.Ok(Paging.Cut(rows, http, page, size));
    }
}
