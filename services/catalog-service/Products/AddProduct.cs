using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using MsaSample.CatalogService.Data;
using MsaSample.Data;
using MsaSample.ServiceDefaults;

namespace MsaSample.CatalogService.Products;

/// <summary>POST /catalogs: an admin adds a product.</summary>
internal static class AddProduct
{
    private const string IdForm = "[A-Za-z0-9][A-Za-z0-9._-]*";
    private const string IdMessage = "The field {0} must be letters, digits, '.', '_' and '-'.";

    public sealed record Request(
        [Required, StringLength(Product.MaxIdLength), RegularExpression(IdForm, ErrorMessage = IdMessage)] string ProductId,
        [Required, StringLength(Product.MaxNameLength), PlainText] string ProductName,
        [Required, Range(0, Product.MaxUnitPrice)] long? UnitPrice,
        [Required, Range(0, Product.MaxStock)] int? Stock);

    public static async Task<Results<Created<ProductResponse>, ProblemHttpResult>> HandleAsync(
        Request request, HttpRequest http, CatalogDbContext db, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (await ExistsAsync(db, request.ProductId, cancellationToken))
            return ProductExists(request.ProductId);

        var product = new Product(
            request.ProductId, request.ProductName, request.UnitPrice!.Value, request.Stock!.Value, clock.GetUtcNowToMicrosecond());
        db.Products.Add(product);
        if (!await db.TrySaveAsync(() => ExistsAsync(db, request.ProductId, cancellationToken), cancellationToken))
            return ProductExists(request.ProductId);

        return TypedResults.Created($"{ForwardedPrefix.Of(http)}/catalogs/{product.ProductId}", ProductResponse.Of(product));
    }

    private static Task<bool> ExistsAsync(CatalogDbContext db, string productId, CancellationToken cancellationToken) =>
        db.Products.AnyAsync(p => p.ProductId == productId, cancellationToken);

    private static ProblemHttpResult ProductExists(string productId) =>
        Problems.Create(409, ProblemCodes.ProductExists, $"A product {productId} already exists.");
}
