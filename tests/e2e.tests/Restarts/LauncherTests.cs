using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using MsaSample.Testing;

namespace MsaSample.EndToEnd.Tests;

/// <summary>The launcher's behaviour for its user: error messages that say what to do, and no process that stays behind.</summary>
public sealed class LauncherTests : IDisposable
{
    private readonly TempDirectory _directory = new("launcher");

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Start_GatewayPortTaken_EndsSayingWhichPortAndTheOption()
    {
        using var taker = new TcpListener(IPAddress.Loopback, 0);
        taker.Start();
        var port = ((IPEndPoint)taker.LocalEndpoint).Port;

        await using var launcher = Start("--gateway-port", $"{port}", "--broker-port", "0", "--registry-port", "0");
        var exitCode = await launcher.WaitForExitAsync(TimeSpan.FromSeconds(60));

        Assert.NotEqual(0, exitCode);
        Assert.Contains($"{port}", launcher.StandardError);
        Assert.Contains("--gateway-port", launcher.StandardError);
        Assert.Contains($"pid {Environment.ProcessId}", launcher.StandardError);
    }

    [Fact]
    public async Task Start_UnknownOption_EndsWithTheNearestName()
    {
        await using var launcher = Start("--gatway-port", "0");

        var exitCode = await launcher.WaitForExitAsync();

        Assert.NotEqual(0, exitCode);
        Assert.Contains("--gateway-port", launcher.StandardError);
    }

    [Fact]
    public async Task Help_Asked_ExplainsEveryOption()
    {
        await using var launcher = Start("--help");

        Assert.Equal(0, await launcher.WaitForExitAsync());

        string[] options =
        [
            "--database", "--kafka", "--registry", "--data", "--gateway-port", "--instances", "--seed-data", "--admin-password",
            "--verbose",
        ];
        Assert.All(options, option => Assert.Contains(option, launcher.StandardOutput));
    }

    [Fact]
    public async Task Launcher_Killed_LeavesNoProcess()
    {
        await using var system = await OrderSystem.StartAsync(new());
        var processes = ProcessTree.DescendantsOf(system.Launcher.Pid);
        Assert.True(processes.Count >= 6, "broker, registry, three services and the gateway run");

        await system.Launcher.KillAsync();

        await OrderSystem.AllEndedAsync(processes);
    }

    [Fact]
    public async Task Launcher_CtrlC_StopsAllWithExitCodeZero()
    {
        await using var system = await OrderSystem.StartAsync(new());
        var processes = ProcessTree.DescendantsOf(system.Launcher.Pid);

        Signals.PressCtrlC(system.Launcher.Pid);

        Assert.Equal(0, await system.Launcher.WaitForExitAsync());
        await OrderSystem.AllEndedAsync(processes);
    }

    [Fact]
    public async Task Service_Killed_IsSaidAndStartedAgain()
    {
        await using var system = await OrderSystem.StartAsync(new());
        var killed = Assert.Single(system.PidsOf("MsaSample.CatalogService"));

        Signals.Kill(killed);

        await system.Launcher.WaitForLineAsync("catalog-service.*(died|ended|exit|kill)");
        await Eventually.True(
            "another process of catalog-service runs", () => system.PidsOf("MsaSample.CatalogService") is [var pid] && pid != killed);
        using var shop = new Storefront(system.Gateway);
        await Eventually.Passes(
            "the catalog answers again", async () => (await shop.Anyone.GetAsync(Administrator.Catalogs)).Is(HttpStatusCode.OK));
    }

    [Fact]
    public async Task Demo_FreshDirectory_WalksThroughOneOrderAndEnds()
    {
        await using var launcher = Start("demo", "--gateway-port", "0", "--broker-port", "0", "--registry-port", "0");

        Assert.Equal(0, await launcher.WaitForExitAsync(TimeSpan.FromSeconds(120)));
        Assert.Contains("CONFIRMED", launcher.StandardOutput);
    }

    [Fact]
    public async Task Start_ServiceLeftToTheUser_SaysItsEnvironmentAndTakesItIn()
    {
        await using var launcher = Start(
            "--instances", "order-service=0", "--gateway-port", "0", "--broker-port", "0", "--registry-port", "0");
        await launcher.WaitForLineAsync("dotnet run --project services/order-service", TimeSpan.FromSeconds(120));
        var environment = Regex.Matches(launcher.StandardOutput, "export ([A-Za-z_]+)='(.*)'")
            .ToDictionary(line => line.Groups[1].Value, line => line.Groups[2].Value);

        await using var service = ProgramUnderTest.Start("MsaSample.OrderService", [], _directory, environment);

        await launcher.WaitForLineAsync("order-service answers through the gateway", TimeSpan.FromSeconds(60));
    }

    private ProgramUnderTest Start(params string[] arguments) =>
        ProgramUnderTest.Start(
            "MsaSample.Launcher", [.. arguments, .. arguments is ["--help"] ? [] : (string[])["--data", _directory.File("data")]],
            _directory);
}
