using Confluent.Kafka;
using MsaSample.Load;
using MsaSample.Load.Scenarios;

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, e) =>
{
    e.Cancel = true;
    stop.Cancel();
};

try
{
    var arguments = LoadArguments.Parse(args);
    switch (arguments.Scenario)
    {
        case "orders": await OrdersScenario.RunAsync(arguments, stop.Token); break;
        case "broker": await BrokerScenario.RunAsync(arguments, stop.Token); break;
        case "start": await StartScenario.RunAsync(arguments, stop.Token); break;
        default: Console.WriteLine(LoadArguments.Help); break;
    }
    return 0;
}
catch (ArgumentException e)
{
    Console.Error.WriteLine($"load: {e.Message}");
    return 2;
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    Console.Error.WriteLine("load: stopped");
    return 130;
}
catch (Exception e) when (e is HttpRequestException or InvalidOperationException or TimeoutException or KafkaException)
{
    Console.Error.WriteLine($"load: {e.Message}");
    return 1;
}
