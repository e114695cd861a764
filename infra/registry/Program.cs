using MsaSample.CommandLine.Lifetime;
using MsaSample.CommandLine.Options;
using MsaSample.Registry;
using MsaSample.ServiceDefaults;

var command = RegistryCommand.Description;
var arguments = Arguments.Parse(command, args, Environment.GetEnvironmentVariables());
return ProgramStart.Answer(command, arguments)
    ?? await ServiceProgram.RunAsync(command.Name, () => RegistryServer.Build(args), "--port", "/eureka");
