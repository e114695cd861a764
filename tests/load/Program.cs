using Confluent.Kafka;
using MsaSample.CommandLine.Lifetime;
using MsaSample.CommandLine.Options;
using MsaSample.Load;
using MsaSample.Load.Scenarios;

var load = LoadCommand.Description;
if (load.Commands.FirstOrDefault(command => args is [var name, ..] && command.Name == name) is not { } scenario)
{
    var none = Arguments.Parse(load, args is [] ? ["--help"] : args);
    return ProgramStart.Answer(load, none) ?? ExitCode.WrongUsage;
}

var arguments = Arguments.Parse(scenario, args[1..]);
if (ProgramStart.Answer(scenario, arguments, load.Name) is { } exitCode)
    return exitCode;

using var signals = new StopSignals(TimeProvider.System);
try
{
    await (scenario.Name switch
    {
        "orders" => OrdersScenario.RunAsync(arguments, signals.Stop),
        "broker" => BrokerScenario.RunAsync(arguments, signals.Stop),
        _ => StartScenario.RunAsync(arguments, signals.Stop),
    });
    return ExitCode.Success;
}
catch (OperationCanceledException) when (signals.Stop.IsCancellationRequested)
{
    return ProgramStart.Fail(load.Name, "stopped", ExitCode.Interrupted);
}
catch (Exception e) when (e is HttpRequestException or InvalidOperationException or TimeoutException or KafkaException)
{
    return ProgramStart.Fail(load.Name, e.Message);
}
