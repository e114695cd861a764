using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting;

namespace MsaSample.ServiceDefaults;

/// <summary>Runs an HTTP program from start to a graceful stop: settings, service defaults, ready line, exit code.</summary>
public static class ServiceProgram
{
    /// <summary>
    /// Builds, starts and runs the program until SIGTERM, Ctrl-C or the end of its launcher.
    /// Returns the exit code: 0 after a stop, 1 when it could not start (one line on stderr says why).
    /// </summary>
    /// <param name="name">Its one name, such as <c>order-service</c>.</param>
    /// <param name="args">Flags; <c>--a-b x</c> is the setting <c>A:B</c>.</param>
    /// <param name="configure">Adds what this program has beyond the service defaults.</param>
    /// <param name="map">Maps its endpoints.</param>
    /// <param name="portFlag">The flag a user can change its port with, for the message that the port is taken.</param>
    public static async Task<int> RunAsync(
        string name, string[] args, Action<WebApplicationBuilder> configure, Action<WebApplication> map, string portFlag = "--urls")
    {
        try
        {
            var builder = CreateBuilder(args);
            builder.AddServiceDefaults(name);
            configure(builder);

            await using var app = builder.Build();
            app.UseServiceDefaults();
            app.MapServiceDefaults();
            map(app);

            await app.StartAsync();
            ReadyLine.Print(name, app);
            await app.WaitForShutdownAsync();
            return 0;
        }
        catch (Exception e) when (e is not HostAbortedException)
        {
            await Console.Error.WriteLineAsync($"{name}: {StartFailure.Explain(e, portFlag)}");
            return 1;
        }
    }

    /// <summary>A builder that reads settings files, environment and flags, in rising order of strength.</summary>
    public static WebApplicationBuilder CreateBuilder(string[] args)
    {
        var builder = WebApplication.CreateSlimBuilder(CommandLineFlags.ToSettings(args));
        builder.Configuration.Sources.Insert(0, LoggingDefaults.Settings);
        return builder;
    }
}
