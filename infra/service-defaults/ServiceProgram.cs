using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
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
    /// <param name="port">Its port on loopback when no setting gives it an address; any free one without this.</param>
    public static Task<int> RunAsync(
        string name, string[] args, Action<WebApplicationBuilder> configure, Action<WebApplication> map, string portFlag = "--urls",
        Func<IConfiguration, int>? port = null) =>
        RunAsync(
            name,
            () =>
            {
                var builder = CreateBuilder(args);
                builder.AddServiceDefaults(name, port?.Invoke(builder.Configuration) ?? 0);
                configure(builder);

                var app = builder.Build();
                app.UseServiceDefaults();
                app.MapServiceDefaults();
                map(app);
                return app;
            },
            portFlag);

    /// <summary>The same for a program that is no service and builds itself.</summary>
    /// <param name="name">Its one name.</param>
    /// <param name="build">Makes the program, with <see cref="ServiceDefaultsExtensions.AddProgramDefaults"/>.</param>
    /// <param name="portFlag">The flag a user can change its port with.</param>
    /// <param name="readyPath">What the ready line puts behind the address.</param>
    public static async Task<int> RunAsync(string name, Func<WebApplication> build, string portFlag, string readyPath = "")
    {
        try
        {
            await using var app = build();
            await StartAsync(app);
            ReadyLine.Print(name, app, readyPath);
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

    private static async Task StartAsync(WebApplication app)
    {
        try
        {
            await app.StartAsync();
        }
        catch
        {
            // Background services that did start must see a stop, or each would report its own end as a failure.
            app.Lifetime.StopApplication();
            throw;
        }
    }
}
