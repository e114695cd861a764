using MsaSample.CommandLine.Lifetime;
using MsaSample.CommandLine.Options;
using MsaSample.Launcher.Demo;
using MsaSample.Launcher.Options;
using MsaSample.Launcher.Output;
using MsaSample.Launcher.Parts;
using MsaSample.Launcher.Ports;
using MsaSample.Launcher.Processes;

namespace MsaSample.Launcher;

/// <summary>One run of the launcher, from its arguments to its exit code.</summary>
internal static class Launch
{
    private static readonly TimeSpan HttpTimeout = TimeSpan.FromSeconds(5);

    /// <summary>Starts the parts that <paramref name="describe"/> adds, and runs them until the launcher is told to stop.</summary>
    public static async Task<int> RunAsync(string[] args, Action<MsaSystem> describe)
    {
        var command = LauncherCommand.Description;
        var arguments = Arguments.Parse(command, args, Environment.GetEnvironmentVariables());
        if (ProgramStart.Answer(command, arguments) is { } exitCode)
            return exitCode;

        using var force = new CancellationTokenSource();
        using var signals = new StopSignals(TimeProvider.System, onSecondInterrupt: force.Cancel);
        ParentWatch.Start(signals, LauncherLink.IsHeld(arguments.Settings.GetValueOrDefault(LauncherLink.Setting)), TimeProvider.System);
        try
        {
            var demo = arguments.Commands.Contains(LauncherCommand.Demo);
            return await RunAsync(new LauncherOptions(arguments), demo, describe, signals.Stop, force.Token);
        }
        catch (LaunchException e)
        {
            return ProgramStart.Fail(command.Name, e.Message);
        }
    }

    private static async Task<int> RunAsync(
        LauncherOptions options, bool demo, Action<MsaSystem> describe, CancellationToken stop, CancellationToken force)
    {
        var clock = TimeProvider.System;
        var terminal = Terminal.ForConsole();
        using var directory = DataDirectoryLock.Take(options.Data);
        using var http = new HttpClient { Timeout = HttpTimeout };
        var journal = new ProcessJournal(Path.Combine(options.Data, "launcher.processes"));
        using var system = new MsaSystem(options, new DotnetPrograms(AppContext.BaseDirectory), journal, terminal, http, clock);
        describe(system);

        var starter = new Starter(system.Parts, terminal, clock);
        try
        {
            await Leftovers.WaitForEndAsync(journal, terminal, clock, stop);
            PortCheck.Check(FixedPorts(options));
            await starter.StartAsync(system.WaitForRoutesAsync, stop);
            terminal.Write("\n" + PartsTable.Create(system.Parts));
            terminal.Write(ReadyLine.Create("MsaSample", system.GatewayUrl, clock));
            if (demo)
                await OrderWalk.RunAsync(system.GatewayUrl, system.Kafka, terminal, clock, stop);
            else
                await RunUntilStoppedAsync(system, terminal, clock, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            terminal.Say("stopping; Ctrl-C once more ends everything at once");
        }
        finally
        {
            await starter.StopAsync(force);
        }

        terminal.Say($"stopped; the data stays in {PartsTable.ShortPath(options.Data)}");
        return force.IsCancellationRequested ? ExitCode.Interrupted : ExitCode.Success;
    }

    private static async Task RunUntilStoppedAsync(MsaSystem system, Terminal terminal, TimeProvider clock, CancellationToken stop)
    {
        terminal.Write(FirstSteps.Create(system.GatewayUrl));
        foreach (var part in system.Parts.OfType<ManualPart>())
            terminal.Write("\n" + ManualStart.Create(part));

        await system.WaitForManualPartsAsync(stop);
        await Task.Delay(Timeout.InfiniteTimeSpan, clock, stop);
    }

    private static IEnumerable<(int Port, string Option)> FixedPorts(LauncherOptions options)
    {
        yield return (options.GatewayPort, "--gateway-port");
        if (options.UsesEmbeddedBroker)
            yield return (options.BrokerPort, "--broker-port");

        if (options.UsesEmbeddedRegistry)
            yield return (options.RegistryPort, "--registry-port");
    }
}
