using MsaSample.CommandLine.Options;

namespace MsaSample.Registry;

/// <summary>The command line of the registry.</summary>
internal static class RegistryCommand
{
    public static Command Description { get; } = new(
        "registry", "Runs the registry, a server for the Eureka protocol", "dotnet run --project infra/registry --",
        [
            new("--port", "N", "the port to listen on; 0 = any free port") { Default = "8761", Check = Checks.Port },
            new("--host", "ADDRESS", "the address to listen on; 0.0.0.0 = every one") { Default = "127.0.0.1" },
        ])
    {
        HasSettings = true,
    };
}
