using Microsoft.EntityFrameworkCore;
using MsaSample.CatalogService.Data;
using MsaSample.Data;

namespace MsaSample.CatalogService.Products;

/// <summary>
/// Adds the course's three products to an empty catalog, unless the setting <c>Seed:Data</c> is <c>none</c> (default: <c>course</c>).
/// </summary>
internal sealed class CourseProducts(IServiceScopeFactory scopes, IConfiguration settings, TimeProvider clock) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        switch (settings["Seed:Data"])
        {
            case null or "" or "course":
                await FillAsync(cancellationToken);
                break;
            case "none":
                break;
            case var other:
                throw new InvalidOperationException($"The setting Seed:Data must be \"course\" or \"none\", not \"{other}\".");
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task FillAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CatalogDbContext>();
        if (await db.Products.AnyAsync(cancellationToken))
            return;

        var now = clock.GetUtcNowToMicrosecond();
        db.Products.AddRange(
            new Product("CATALOG-001", "Berlin", unitPrice: 1500, stock: 100, now),
            new Product("CATALOG-002", "Tokyo", unitPrice: 1000, stock: 110, now),
            new Product("CATALOG-003", "Stockholm", unitPrice: 2000, stock: 120, now));

        // Another instance that starts at the same time may have added them first.
        await db.TrySaveAsync(() => db.Products.AnyAsync(cancellationToken), cancellationToken);
    }
}
