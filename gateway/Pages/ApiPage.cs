using Microsoft.Extensions.Options;
using MsaSample.Discovery;
using MsaSample.Gateway.Routes;
using Scalar.AspNetCore;

namespace MsaSample.Gateway.Pages;

/// <summary>
/// GET /openapi: one page with the APIs of all services. Each service's document gives its path at the gateway as the server.
/// </summary>
internal static class ApiPage
{
    public static void MapApiPage(this WebApplication app) =>
        app.MapScalarApiReference("/openapi", (page, context) =>
        {
            page.WithTitle("MsaSample")
                .DisableTelemetry()
                .DisableAgent()
                .DisableDefaultFonts()
                .HideDeveloperTools();
            var registry = context.RequestServices.GetRequiredService<ServiceRegistry>();
            var options = context.RequestServices.GetRequiredService<IOptions<GatewayOptions>>().Value;
            foreach (var service in options.Services.Union(registry.Current.Services).Where(GatewayRoutes.CanRoute))
                page.AddDocument(service, service, $"/{service}/openapi/v1.json");
        });
}
