using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace MsaSample.ServiceDefaults;

/// <summary>
/// Makes the console log one line per entry, with the time, and sets default levels, which <c>Logging:LogLevel:*</c> settings override.
/// </summary>
internal static class LoggingDefaults
{
    /// <summary>Goes before all other sources of settings, so that any file, variable or flag overrides it.</summary>
    public static MemoryConfigurationSource Settings => new()
    {
        InitialData = new Dictionary<string, string?>
        {
            ["Logging:LogLevel:Default"] = "Information",
            ["Logging:LogLevel:Microsoft"] = "Warning",
            ["Logging:LogLevel:System"] = "Warning",
            [$"Logging:LogLevel:{typeof(BearerTokenHandler).FullName}"] = "Warning",
            // Each of these logs what its caller handles or logs as well: a failed start, a retry, a health check, a failed save.
            ["Logging:LogLevel:Polly"] = "Error",
            ["Logging:LogLevel:Yarp"] = "Error",
            ["Logging:LogLevel:Microsoft.Extensions.Hosting.Internal.Host"] = "Critical",
            ["Logging:LogLevel:Microsoft.Extensions.Diagnostics.HealthChecks"] = "None",
            ["Logging:LogLevel:Microsoft.EntityFrameworkCore"] = "Critical",
        },
    };

    public static void AddConsoleLog(this WebApplicationBuilder builder)
    {
        builder.Logging.ClearProviders();
        builder.Logging.AddSimpleConsole();
        builder.Services.Configure<SimpleConsoleFormatterOptions>(o =>
        {
            o.SingleLine = true;
            o.TimestampFormat = "HH:mm:ss.fff ";
            o.ColorBehavior = LoggerColorBehavior.Disabled;
        });
    }
}
