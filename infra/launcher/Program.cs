using MsaSample.Launcher;

return await Launch.RunAsync(args, system =>
{
    var database = system.AddDatabase();
    var broker = system.AddBroker();
    var registry = system.AddRegistry();

    system.AddService("user-service").After(database, broker, registry);
    var catalog = system.AddService("catalog-service").After(database, broker, registry);

    // Its copy of the products is complete at once when the catalog has published them.
    system.AddService("order-service").After(catalog);

    // Last, so that it is the first to stop: no request is cut off.
    system.AddGateway().After(registry);
});
