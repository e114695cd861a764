using MsaSample.Launcher;

return await Launch.RunAsync(args, system =>
{
    var database = system.AddDatabase();
    var broker = system.AddBroker();
    var registry = system.AddRegistry();

    foreach (var service in Service.All)
        system.AddService(service, after: [database, broker, registry]);

    // Last, so that it is the first to stop: no request is cut off.
    system.AddGateway().After(registry);
});
