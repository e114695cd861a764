using MsaSample.Contracts.Catalog;
using MsaSample.Contracts.Orders;
using MsaSample.Contracts.Users;
using MsaSample.Data;
using MsaSample.Discovery;
using MsaSample.Messaging;
using MsaSample.OrderService.Data;
using MsaSample.OrderService.Orders;
using MsaSample.OrderService.Products;
using MsaSample.OrderService.Users;
using MsaSample.ServiceDefaults;

return await ServiceProgram.RunAsync(
    "order-service",
    args,
    builder =>
    {
        builder.AddDiscovery();
        builder.AddServiceDatabase<OrderDbContext, SqliteOrderDbContext>();
        builder.AddMessaging<OrderDbContext>(messaging => messaging
            .Publishes<OrderPlaced>()
            .Publishes<OrderConfirmed>()
            .Publishes<OrderRejected>()
            .Publishes<OrderCancelled>()
            .Consumes<StockReserved, OnStockReserved>()
            .Consumes<StockRejected, OnStockRejected>()
            .Ignores<StockReleased>()
            .Consumes<ProductChanged, OnProductChanged>()
            .Consumes<UserRegistered, OnUser<UserRegistered>>()
            .Consumes<UserChanged, OnUser<UserChanged>>()
            .Consumes<UserDeactivated, OnUser<UserDeactivated>>());
        builder.Services.AddScoped<OrderBatch>();
        builder.Services.AddDatabaseProblems(DatabaseFailures.IsOutage, DatabaseFailures.IsConflict);
        builder.Services.AddValidation();
        builder.Services.AddOpenApi(ServiceOpenApi.Configure);
    },
    app =>
    {
        app.MapOpenApi();
        app.MapOpenApi("/openapi");
        app.MapOrders();
        app.MapMessaging(Policies.Admin);
    });
