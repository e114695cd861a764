using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.EnvironmentVariables;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using MsaSample.CommandLine.Lifetime;
using MsaSample.CommandLine.Options;

namespace MsaSample.ServiceDefaults;

/// <summary>Runs an HTTP program from its start to a graceful stop: settings, service defaults, ready line and exit code.</summary>
public static class ServiceProgram
{
    /// <summary>
    /// Builds, starts and runs a program with the service defaults until SIGTERM, Ctrl-C or the end of its launcher. Returns the exit code:
    /// 0 after a stop, 1 when it could not start (one line on stderr says why). Of <paramref name="args"/>, <c>--a-b x</c> is the setting
    /// <c>A:B</c>. The message about a port in use names <paramref name="portOption"/>. Without a setting for its address, the program
    /// listens on <paramref name="port"/> of loopback; null = any free port.
    /// </summary>
    public static Task<int> RunAsync(
        string name, string[] args, Action<WebApplicationBuilder> configure, Action<WebApplication> map, string portOption = "--urls",
        Func<IConfiguration, int>? port = null) =>
        RunAsync(
            name,
            () =>
            {
                var builder = CreateBuilder(args, name);
                builder.AddServiceDefaults(name, port?.Invoke(builder.Configuration) ?? 0);
                configure(builder);

                var app = builder.Build();
                app.UseServiceDefaults();
                app.MapServiceDefaults();
                map(app);
                return app;
            },
            portOption);

    /// <summary>
    /// Runs a program that is not a service: <paramref name="build"/> makes it, with
    /// <see cref="ServiceDefaultsExtensions.AddProgramDefaults"/>. The ready line shows <paramref name="readyPath"/> after the address.
    /// </summary>
    public static async Task<int> RunAsync(string name, Func<WebApplication> build, string portOption, string readyPath = "")
    {
        try
        {
            await using var app = build();
            await StartAsync(app);
            SayReady(name, app, readyPath);
            await app.WaitForShutdownAsync();
            return ExitCode.Success;
        }
        catch (Exception e) when (e is not HostAbortedException)
        {
            return ProgramStart.Fail(name, StartFailure.Explain(e, portOption));
        }
    }

    /// <summary>
    /// A builder that reads settings files, environment variables and options; the later override the earlier ones.
    /// <paramref name="name"/> becomes the host's application name, which discovery, database and messaging take as the service's name.
    /// </summary>
    public static WebApplicationBuilder CreateBuilder(string[] args, string? name = null)
    {
        var builder = WebApplication.CreateSlimBuilder(
            new WebApplicationOptions { Args = SettingNames.OfArguments(args), ApplicationName = name });
        ReadPrefixedEnvironment(builder.Configuration.Sources);
        builder.Configuration.Sources.Insert(0, LoggingDefaults.Settings);
        return builder;
    }

    /// <summary>The builder takes every variable for a setting; what is called DATA or KAFKA may be meant for another program.</summary>
    private static void ReadPrefixedEnvironment(IList<IConfigurationSource> sources)
    {
        var everyVariable = sources.OfType<EnvironmentVariablesConfigurationSource>().Last(source => string.IsNullOrEmpty(source.Prefix));
        sources[sources.IndexOf(everyVariable)] = new MemoryConfigurationSource
        {
            InitialData = SettingNames.OfEnvironment(Environment.GetEnvironmentVariables()),
        };
    }

    private static void SayReady(string name, WebApplication app, string path)
    {
        if (app.Urls.FirstOrDefault() is { } address)
            Console.WriteLine(ReadyLine.Create(name, address + path, app.Services.GetRequiredService<TimeProvider>()));
    }

    private static async Task StartAsync(WebApplication app)
    {
        try
        {
            await app.StartAsync();
        }
        catch
        {
            // Tells background services that did start to stop; otherwise each would log its end as a failure.
            app.Lifetime.StopApplication();
            throw;
        }
    }
}
