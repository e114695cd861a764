using MsaSample.Testing;

namespace MsaSample.Infra.Tests.Registry;

public sealed class RegistryProgramTests
{
    private const string Project = "MsaSample.Registry";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Start_FreePort_SaysWhereItListensAndStopsCleanly()
    {
        await using var program = ProgramUnderTest.Start(Project, ["--port", "0"]);

        var ready = await program.WaitForLineAsync(@"registry is ready: (http://127\.0\.0\.1:\d+/eureka) \(\d+\.\d s\)", ct: Ct);
        using var http = new HttpClient();
        using var answer = await http.GetAsync(new Uri($"{ready.Groups[1].Value}/apps"), Ct);

        Assert.True(answer.IsSuccessStatusCode);
        Assert.Equal(0, await program.StopAsync(Ct));
        Assert.Equal("", program.StandardError);
    }

    [Fact]
    public async Task Start_PortTaken_NamesItsHolderAndTheOption()
    {
        await using var registry = await TestRegistry.StartAsync();

        await using var program = ProgramUnderTest.Start(Project, ["--port", $"{registry.Port}"]);

        Assert.Equal(1, await program.WaitForExitAsync(ct: Ct));
        Assert.Matches(
            $@"^registry: port {registry.Port} is taken \(by .+, pid {Environment.ProcessId}\); choose another with --port\n$",
            program.StandardError);
    }

    [Theory]
    [InlineData("--prot", "there is no option --prot; did you mean --port?")]
    [InlineData("--port", "--port needs a value: --port N")]
    [InlineData("--port=x", "--port x: it must be a number from 0 to 65535")]
    public async Task Start_WrongOption_IsRefusedInOneLine(string option, string reason)
    {
        await using var program = ProgramUnderTest.Start(Project, [option]);

        Assert.Equal(2, await program.WaitForExitAsync(ct: Ct));
        Assert.Contains(
            reason, Assert.Single(program.StandardError.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }
}
