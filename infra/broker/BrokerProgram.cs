using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using MsaSample.Broker.Hosting;
using MsaSample.Broker.Network;

namespace MsaSample.Broker;

/// <summary>The broker as a program of its own: settings in, one ready line out, an orderly end on SIGTERM or Ctrl-C.</summary>
internal static class BrokerProgram
{
    private static readonly TimeSpan ForcedEnd = TimeSpan.FromSeconds(15);

    /// <summary>Runs until told to stop; returns the exit code.</summary>
    public static async Task<int> RunAsync(IConfiguration settings)
    {
        if (!TryReadPort(settings, out var port))
            return Fail($"'{settings["Port"]}' is not a port; give 0 to 65535 with --port");

        var options = new BrokerOptions { Port = port };
        try
        {
            StorageSettings.Apply(settings, options);
            SecuritySettings.Apply(settings, options);
        }
        catch (InvalidDataException e)
        {
            return Fail(e.Message);
        }
        if (!TryReadLimits(settings, options.Limits, out var problem))
            return Fail(problem);

        using var loggers = CreateLoggers(settings);
        await using var broker = new EmbeddedBroker(options, loggers);
        using var stop = new StopSignal(settings["Launcher:Parent"] == "stdin", ForcedEnd);
        try
        {
            await broker.StartAsync(stop.Token);
        }
        catch (PortTakenException e)
        {
            return Fail($"{e.Message}; choose another with --port");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            return Fail(e.Message);
        }
        catch (OperationCanceledException)
        {
            return 0;
        }

        Console.WriteLine($"broker is ready: {broker.BootstrapServers} ({SecondsSinceStart():0.0} s)");
        await stop.Requested;
        return 0;
    }

    // Settings by the names of the properties, for example Limits:MaxConnections; the binder is not even loaded without one.
    private static bool TryReadLimits(IConfiguration settings, BrokerLimits limits, out string problem)
    {
        problem = "";
        try
        {
            if (settings.GetSection("Limits").Exists())
                settings.GetSection("Limits").Bind(limits);
            return true;
        }
        catch (InvalidOperationException e)
        {
            problem = e.Message;
            return false;
        }
    }

    private static bool TryReadPort(IConfiguration settings, out int port)
    {
        port = 9092;
        return settings["Port"] is not { } text
            || (int.TryParse(text, CultureInfo.InvariantCulture, out port) && port is >= 0 and <= ushort.MaxValue);
    }

    private static ILoggerFactory CreateLoggers(IConfiguration settings) => LoggerFactory.Create(logging => logging
        .AddFilter("Microsoft", LogLevel.Warning)
        .AddConfiguration(settings.GetSection("Logging"))
        .AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "HH:mm:ss.fff ";
        }));

    private static double SecondsSinceStart()
    {
        using var self = Process.GetCurrentProcess();
        return (TimeProvider.System.GetUtcNow() - self.StartTime.ToUniversalTime()).TotalSeconds;
    }

    private static int Fail(string message)
    {
        Console.Error.WriteLine($"broker: {message}");
        return 1;
    }
}
