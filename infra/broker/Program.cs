using MsaSample.Broker;
using MsaSample.CommandLine.Lifetime;
using MsaSample.CommandLine.Options;

var command = BrokerCommand.Description;
var arguments = Arguments.Parse(command, args, Environment.GetEnvironmentVariables());
return ProgramStart.Answer(command, arguments) ?? await BrokerProgram.RunAsync(arguments);
