using System.Net;

namespace MsaSample.EndToEnd.Tests;

/// <summary>The first admin: adds and changes products, sees all users.</summary>
public sealed class Administrator(Caller caller)
{
    public const string Email = "admin@msa-sample.local";
    public const string Password = "e2e-Admin-1";

    public const string Catalogs = "/catalog-service/catalogs";

    public Caller Caller => caller;

    /// <summary>Adds a new product for one test.</summary>
    public async Task<ProductView> AddProductAsync(int stock, long unitPrice = 1500) =>
        (await TryAddProductAsync($"T-{Guid.CreateVersion7():N}", stock, unitPrice)).Read<ProductView>(HttpStatusCode.Created);

    public Task<Answer> TryAddProductAsync(string productId, int stock, long unitPrice = 1500) =>
        caller.PostAsync(Catalogs, new { productId, productName = "Product of a test", unitPrice, stock });
}
