using MsaSample.CatalogService.Data;
using MsaSample.CatalogService.Products;
using MsaSample.CatalogService.Reservations;
using MsaSample.Contracts.Catalog;
using MsaSample.Contracts.Orders;
using MsaSample.Data;
using MsaSample.Discovery;
using MsaSample.Messaging;
using MsaSample.ServiceDefaults;

const string Name = "catalog-service";

return await ServiceProgram.RunAsync(
    Name,
    args,
    builder =>
    {
        builder.AddDiscovery(Name);
        builder.AddServiceDatabase<CatalogDbContext, SqliteCatalogDbContext>(Name);
        builder.AddMessaging<CatalogDbContext>(Name, messaging => messaging
            .Publishes<ProductChanged>()
            .Publishes<StockReserved>()
            .Publishes<StockRejected>()
            .Publishes<StockReleased>()
            .Consumes<OrderPlaced, OnOrderPlaced>()
            .Consumes<OrderCancelled, OnOrderCancelled>());
        builder.Services.AddScoped<Stock>();
        builder.Services.AddHostedService<CourseProducts>();
        builder.Services.AddDatabaseProblems(DatabaseFailures.IsOutage, DatabaseFailures.IsConflict);
        builder.Services.AddValidation();
        builder.Services.AddOpenApi(ServiceOpenApi.Configure);
    },
    app =>
    {
        app.MapOpenApi();
        app.MapOpenApi("/openapi");
        app.MapProducts();
        app.MapMessaging(Policies.Admin);
    });
