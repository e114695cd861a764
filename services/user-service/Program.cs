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

const string Name = "user-service";

return await ServiceProgram.RunAsync(
    Name,
    args,
    builder =>
    {
        builder.AddDiscovery(Name);
        builder.AddServiceDatabase<UserDbContext, SqliteUserDbContext>(Name);
        builder.AddMessaging<UserDbContext>(Name, messaging => messaging
            .Publishes<UserRegistered>()
            .Publishes<UserChanged>()
            .Publishes<UserDeactivated>()
            .Consumes<OrderPlaced, OnOrder<OrderPlaced>>()
            .Consumes<OrderConfirmed, OnOrder<OrderConfirmed>>()
            .Consumes<OrderRejected, OnOrder<OrderRejected>>()
            .Consumes<OrderCancelled, OnOrder<OrderCancelled>>());
        builder.AddTokenIssuer(Name);
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
