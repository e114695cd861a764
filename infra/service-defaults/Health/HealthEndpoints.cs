using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace MsaSample.ServiceDefaults;

/// <summary>
/// GET /health/live: 200 while the process answers. GET /health/ready: 200 when the checks tagged "ready" pass. GET /health-check: the text
/// of the Spring Cloud course.
/// </summary>
internal static class HealthEndpoints
{
    public const string ReadyTag = "ready";

    public static IEndpointRouteBuilder MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapHealthChecks("/health/live", Checks(_ => false));
        routes.MapHealthChecks("/health/ready", Checks(check => check.Tags.Contains(ReadyTag)));
        routes.MapGet("/health-check", (HttpContext http, ServiceIdentity service) =>
            $"It's working in {service.Name} on port {http.Connection.LocalPort}").ExcludeFromDescription();
        return routes;
    }

    private static HealthCheckOptions Checks(Func<HealthCheckRegistration, bool> which) =>
        new() { Predicate = which, ResponseWriter = WriteAsync };

    private static Task WriteAsync(HttpContext http, HealthReport report) => http.Response.WriteAsJsonAsync(new
    {
        report.Status,
        Checks = report.Entries.ToDictionary(
            entry => entry.Key,
            entry =>
                new { entry.Value.Status, entry.Value.Description, DurationMs = Math.Round(entry.Value.Duration.TotalMilliseconds, 1) }),
    });
}
