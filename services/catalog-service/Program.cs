using MsaSample.CatalogService.Data;
using MsaSample.CatalogService.Products;
using MsaSample.CatalogService.Reservations;
using MsaSample.Contracts.Catalog;
using MsaSample.Contracts.Orders;
using MsaSample.Data;
using MsaSample.Discovery;
using MsaSample.Messaging;
using MsaSample.ServiceDefaults;

return await ServiceProgram.RunAsync(
    "catalog-service",
    args,
    builder =>
    {
        builder.AddDiscovery();
        builder.AddServiceDatabase<CatalogDbContext, SqliteCatalogDbContext>();
        builder.AddMessaging<CatalogDbContext>(messaging => messaging
            .Publishes<ProductChanged>()
            .Publishes<StockReserved>()
            .Publishes<StockRejected>()
            .Publishes<StockReleased>()
            .Consumes<OrderPlaced, OnOrderPlaced>()
            .Consumes<OrderCancelled, OnOrderCancelled>()
            .Ignores<OrderConfirmed>()
            .Ignores<OrderRejected>());
        builder.Services.AddScoped<StockBatch>();
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
