using MsaSample.Broker;

if (CommandLine.WantsHelp(args))
{
    Console.WriteLine(CommandLine.Help);
    return 0;
}

if (CommandLine.FindProblem(args) is { } problem)
{
    Console.Error.WriteLine($"broker: {problem}");
    return 1;
}

return await BrokerProgram.RunAsync(CommandLine.ReadSettings(args));
