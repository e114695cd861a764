using MsaSample.Contracts.Orders;
using MsaSample.Contracts.Users;
using MsaSample.Data;
using MsaSample.Discovery;
using MsaSample.Messaging;
using MsaSample.ServiceDefaults;
using MsaSample.UserService.Data;
using MsaSample.UserService.Orders;
using MsaSample.UserService.Tokens;
using MsaSample.UserService.Users;

return await ServiceProgram.RunAsync(
    "user-service",
    args,
    builder =>
    {
        builder.AddDiscovery();
        builder.AddServiceDatabase<UserDbContext, SqliteUserDbContext>();
        builder.AddMessaging<UserDbContext>(messaging => messaging
            .Publishes<UserRegistered>()
            .Publishes<UserChanged>()
            .Publishes<UserDeactivated>()
            .Consumes<OrderPlaced, OnOrder<OrderPlaced>>()
            .Consumes<OrderConfirmed, OnOrder<OrderConfirmed>>()
            .Consumes<OrderRejected, OnOrder<OrderRejected>>()
            .Consumes<OrderCancelled, OnOrder<OrderCancelled>>());
        builder.AddTokenIssuer();
        builder.Services.AddSingleton<Passwords>();
        builder.Services.AddHostedService<FirstAdmin>();
        builder.Services.AddDatabaseProblems(DatabaseFailures.IsOutage, DatabaseFailures.IsConflict);
        builder.Services.AddValidation();
        builder.Services.AddOpenApi(ServiceOpenApi.Configure);
    },
    app =>
    {
        app.MapOpenApi();
        app.MapOpenApi("/openapi");
        app.MapUsers();
        app.MapMessaging(Policies.Admin);
    });
