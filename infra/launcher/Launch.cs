using System.Diagnostics;
using System.Globalization;
using MsaSample.Launcher.Demo;
using MsaSample.Launcher.Options;
using MsaSample.Launcher.Output;
using MsaSample.Launcher.Parts;
using MsaSample.Launcher.Ports;
using MsaSample.Launcher.Processes;

namespace MsaSample.Launcher;

/// <summary>One run of the launcher, from the arguments to the exit code: 0 stopped as asked, 1 something cannot start, 2 wrong options, 130 forced.</summary>
internal static class Launch
{
    private static readonly TimeSpan HttpTimeout = TimeSpan.FromSeconds(5);

    /// <summary>Starts what <paramref name="describe"/> adds, and runs it until it is told to stop.</summary>
    public static async Task<int> RunAsync(string[] args, Action<MsaSystem> describe)
    {
        var command = CommandLine.Parse(args, Environment.GetEnvironmentVariables());
        if (command.Help)
        {
            Console.Out.Write(HelpText.Create());
            return 0;
        }

        if (command.Errors.Count > 0)
        {
            foreach (var error in command.Errors)
                Console.Error.WriteLine($"launcher: {error}");

            return 2;
        }

        using var signals = new StopSignals(TimeProvider.System);
        try
        {
            return await RunAsync(new LauncherOptions(command.Values), command.Demo, describe, signals);
        }
        catch (LaunchException e)
        {
            foreach (var line in e.Message.Split('\n'))
                Console.Error.WriteLine(line.StartsWith(' ') ? line : $"launcher: {line}");

            return 1;
        }
    }

    private static async Task<int> RunAsync(LauncherOptions options, bool demo, Action<MsaSystem> describe, StopSignals signals)
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
            await Leftovers.WaitForEndAsync(journal, terminal, clock, signals.Stop);
            PortCheck.Check(FixedPorts(options));
            await starter.StartAsync(system.WaitForRoutesAsync, signals.Stop);
            terminal.Write("\n" + PartsTable.Create(system.Parts));
            terminal.Write($"MsaSample is ready: {system.GatewayUrl} ({SinceProcessStart(clock)})");
            if (demo)
                await OrderWalk.RunAsync(system.GatewayUrl, system.Kafka, terminal, clock, signals.Stop);
            else
                await RunUntilStoppedAsync(system, terminal, clock, signals.Stop);
        }
        catch (OperationCanceledException) when (signals.Stop.IsCancellationRequested)
        {
            terminal.Say("stopping; Ctrl-C once more ends everything at once");
        }
        finally
        {
            await starter.StopAsync(signals.Force);
        }

        terminal.Say($"stopped; the data stays in {PartsTable.ShortPath(options.Data)}");
        return signals.Force.IsCancellationRequested ? 130 : 0;
    }

    private static async Task RunUntilStoppedAsync(MsaSystem system, Terminal terminal, TimeProvider clock, CancellationToken stop)
    {
        terminal.Write(FirstSteps.Create(system.GatewayUrl));
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

    private static string SinceProcessStart(TimeProvider clock)
    {
        using var process = Process.GetCurrentProcess();
        var elapsed = clock.GetUtcNow() - process.StartTime.ToUniversalTime();
        return string.Create(CultureInfo.InvariantCulture, $"{elapsed.TotalSeconds:0.0} s");
    }
}
