using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Http.Resilience;
using MsaSample.CommandLine.Lifetime;

namespace MsaSample.ServiceDefaults;

/// <summary>The set-up that all HTTP programs of the system share. <see cref="ServiceProgram"/> calls these methods.</summary>
public static class ServiceDefaultsExtensions
{
    // A request body here has a few hundred bytes; a larger one is a mistake or an attack.
    private const long MaxRequestBodyBytes = 1024 * 1024;

    /// <summary>
    /// Adds logging, problem details, tokens, health checks, telemetry, resilience of HTTP clients, JSON rules and shutdown rules. Without
    /// a setting for its address, the program listens on <paramref name="port"/> of loopback; 0 = any free port.
    /// </summary>
    public static WebApplicationBuilder AddServiceDefaults(this WebApplicationBuilder builder, string name, int port = 0)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var services = builder.Services;
        services.AddSingleton(new ServiceIdentity(name));
        services.AddHttpContextAccessor();
        services.Configure<RouteHandlerOptions>(o => o.ThrowOnBadRequest = true);
        services.ConfigureHttpJsonOptions(o =>
        {
            o.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
            o.SerializerOptions.Converters.Add(new JsonStringEnumConverter());
        });

        builder.WebHost.ConfigureKestrel(o =>
        {
            o.AddServerHeader = false;
            o.Limits.MaxRequestBodySize = MaxRequestBodyBytes;
        });
        if (!HasAddress(builder.Configuration))
            builder.WebHost.UseUrls($"http://127.0.0.1:{port}");

        builder.AddProgramDefaults();
        services.AddProblems();
        services.AddTokenAuthentication(builder.Configuration);
        services.AddHealthChecks();
        builder.AddTelemetry(name);
        services.ConfigureHttpClientDefaults(http =>
            http.AddStandardResilienceHandler(o => o.Retry.DisableForUnsafeHttpMethods()));
        return builder;
    }

    /// <summary>Adds what the registry needs as well: the form of the log, and when and how the program stops.</summary>
    public static WebApplicationBuilder AddProgramDefaults(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.AddConsoleLog();
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = TimeSpan.FromSeconds(10));
        if (LauncherLink.IsHeld(builder.Configuration[LauncherLink.Setting]))
            builder.Services.AddSingleton<IHostLifetime, LaunchedLifetime>();
        return builder;
    }

    /// <summary>Adds the middleware for problem bodies, authentication and authorization.</summary>
    public static WebApplication UseServiceDefaults(this WebApplication app)
    {
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.UseAuthentication();
        app.UseAuthorization();
        return app;
    }

    /// <summary>Maps /health-check, /health/live and /health/ready.</summary>
    public static IEndpointRouteBuilder MapServiceDefaults(this IEndpointRouteBuilder routes) => routes.MapHealth();

    private static bool HasAddress(ConfigurationManager settings) =>
        settings["urls"] is not null || settings["http_ports"] is not null || settings.GetSection("Kestrel:Endpoints").Exists();
}

/// <summary>
/// The name of a program, for example <c>order-service</c>, which is also its registry id, its gateway prefix and its consumer group.
/// </summary>
public sealed record ServiceIdentity(string Name);
