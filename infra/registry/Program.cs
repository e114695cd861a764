using MsaSample.Registry;
using MsaSample.ServiceDefaults;

if (RegistryFlags.WantsHelp(args))
{
    Console.WriteLine(RegistryFlags.Help);
    return 0;
}

if (RegistryFlags.Refusal(args) is { } refusal)
{
    await Console.Error.WriteLineAsync($"registry: {refusal}");
    return 2;
}

return await ServiceProgram.RunAsync("registry", () => RegistryServer.Build(args), "--port", "/eureka");
