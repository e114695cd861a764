using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Http.Resilience;

namespace MsaSample.ServiceDefaults;

/// <summary>What every HTTP program of the system has alike. <see cref="ServiceProgram"/> calls all three.</summary>
public static class ServiceDefaultsExtensions
{
    // A request body here is a few hundred bytes; what is larger is a mistake or an attack.
    private const long MaxRequestBodyBytes = 1024 * 1024;

    /// <summary>Adds logging, problem details, tokens, health, telemetry, HTTP client resilience, JSON rules and the stop rules.</summary>
    /// <param name="builder">The program's builder.</param>
    /// <param name="name">Its one name, such as <c>order-service</c>.</param>
    /// <param name="port">Where it listens on loopback when no setting says otherwise; 0 = any free port.</param>
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
        services.AddTokens(builder.Configuration);
        services.AddHealthChecks();
        builder.AddTelemetry(name);
        services.ConfigureHttpClientDefaults(http =>
            http.AddStandardResilienceHandler(o => o.Retry.DisableForUnsafeHttpMethods()));
        return builder;
    }

    /// <summary>What also a program that is no service needs: the log's form, and when and how it stops.</summary>
    public static WebApplicationBuilder AddProgramDefaults(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.AddConsoleLog();
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = TimeSpan.FromSeconds(10));
        if (builder.Configuration["Launcher:Parent"] == "stdin")
            builder.Services.AddSingleton<IHostLifetime, LaunchedLifetime>();
        return builder;
    }

    /// <summary>Problem bodies for every error, then who the caller is and what he may do.</summary>
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

/// <summary>The one name of a program: process, registry id, gateway prefix and consumer group.</summary>
/// <param name="Name">Such as <c>order-service</c>.</param>
public sealed record ServiceIdentity(string Name);
