using MsaSample.CommandLine.Options;

namespace MsaSample.Infra.Tests.CommandLine;

public sealed class HelpTextTests
{
    [Fact]
    public void Create_Program_HasItsPartsInOrder()
    {
        var program = new Command("program", "Runs", "dotnet run --", [new("--gateway-port", "N", "the port") { Default = "8000" }])
        {
            Commands = [new("demo", "shows it", "", [])],
            HasSettings = true,
            Notes = "The end.",
        };

        Assert.Equal(
            """
            Runs.

            usage: dotnet run -- [options]

            commands:
              demo              shows it

            options:
              --gateway-port N  the port (default 8000)
              --help            shows this text

            Each option is also a variable of the environment, --gateway-port as MSA_Gateway__Port; the option wins.
            Log levels: Logging__LogLevel__Default=Debug.

            The end.

            """.ReplaceLineEndings("\n"),
            HelpText.Create(program));
    }
}
