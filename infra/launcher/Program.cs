using MsaSample.Launcher;

return await Launch.RunAsync(args, system =>
{
    var database = system.AddDatabase();
    var broker = system.AddBroker();
    var registry = system.AddRegistry();

    system.AddService("user-service").After(database, broker, registry);
    var catalog = system.AddService("catalog-service").After(database, broker, registry);
    system.AddGateway().After(registry);

    // Its copy of the products is complete at once when the catalog has published them.
    system.AddService("order-service").After(catalog);
});
