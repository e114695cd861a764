using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using MsaSample.Broker.Hosting;
using MsaSample.Broker.Network;
using MsaSample.CommandLine.Lifetime;
using MsaSample.CommandLine.Options;
using MsaSample.CommandLine.Ports;

namespace MsaSample.Broker;

/// <summary>The broker as a program of its own: from its settings to the ready line, and to an orderly stop on SIGTERM or Ctrl-C.</summary>
internal static class BrokerProgram
{
    private const string Name = "broker";
    private const string DefaultPort = "9092";

    /// <summary>Runs until it is told to stop; returns the exit code.</summary>
    public static async Task<int> RunAsync(Arguments arguments)
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection(arguments.Settings).Build();
        var options = new BrokerOptions { Port = int.Parse(arguments.Value("--port") ?? DefaultPort, CultureInfo.InvariantCulture) };
        try
        {
            StorageSettings.Apply(settings, options);
            SecuritySettings.Apply(settings, options);
            ApplyLimits(settings.GetSection("Limits"), options.Limits);
        }
        catch (Exception e) when (e is InvalidDataException or InvalidOperationException)
        {
            return ProgramStart.Fail(Name, e.Message);
        }

        using var loggers = CreateLoggers(settings);
        await using var broker = new EmbeddedBroker(options, loggers);
        using var signals = new StopSignals(TimeProvider.System, LauncherLink.IsHeld(arguments.Value("--launcher-parent")));
        try
        {
            await broker.StartAsync(signals.Stop);
        }
        catch (PortTakenException e)
        {
            return ProgramStart.Fail(Name, PortTaken.Describe(e.Message, "--port"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            return ProgramStart.Fail(Name, e.Message);
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Success;
        }

        Console.WriteLine(ReadyLine.Create(Name, broker.BootstrapServers, TimeProvider.System));
        await signals.Requested;
        return ExitCode.Success;
    }

    /// <summary>
    /// Binds settings by the names of the properties, for example Limits:MaxConnections; without one the binder is not even loaded.
    /// </summary>
    /// <exception cref="InvalidOperationException">A value cannot be understood.</exception>
    private static void ApplyLimits(IConfigurationSection section, BrokerLimits limits)
    {
        if (section.Exists())
            section.Bind(limits);
    }

    private static ILoggerFactory CreateLoggers(IConfiguration settings) => LoggerFactory.Create(logging => logging
        .AddFilter("Microsoft", LogLevel.Warning)
        .AddConfiguration(settings.GetSection("Logging"))
        .AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "HH:mm:ss.fff ";
        }));
}
