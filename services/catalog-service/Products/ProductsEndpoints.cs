using MsaSample.ServiceDefaults;

namespace MsaSample.CatalogService.Products;

internal static class ProductsEndpoints
{
    public static void MapProducts(this IEndpointRouteBuilder routes)
    {
        var products = routes.MapGroup("/catalogs").WithTags("Products").ProducesValidationProblem();
        products.MapGet("/", ListProducts.HandleAsync).WithName(nameof(ListProducts));
        products.MapGet("/{productId}", GetProduct.HandleAsync).WithName(nameof(GetProduct)).ProducesProblem(404);
        products.MapPost("/", AddProduct.HandleAsync).WithName(nameof(AddProduct))
            .RequireAuthorization(Policies.Admin).ProducesProblem(409);
        products.MapPut("/{productId}", ChangeProduct.HandleAsync).WithName(nameof(ChangeProduct))
            .RequireAuthorization(Policies.Admin).ProducesProblem(404);
        products.MapPatch("/{productId}/stock", ChangeStock.HandleAsync).WithName(nameof(ChangeStock))
            .RequireAuthorization(Policies.Admin).ProducesProblem(404);
    }
}
