using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace MsaSample.ServiceDefaults;

/// <summary>What the OpenAPI document of every service has alike: its name, where it is reached, and the bearer token.</summary>
public static class ServiceOpenApi
{
    /// <summary>For <c>AddOpenApi(ServiceOpenApi.Configure)</c> in the service itself, so that its own comments reach the document.</summary>
    public static void Configure(OpenApiOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.AddDocumentTransformer((document, context, _) =>
        {
            var services = context.ApplicationServices;
            document.Info.Title = services.GetRequiredService<ServiceIdentity>().Name;
            document.Info.Version = "v1";
            var request = services.GetService<IHttpContextAccessor>()?.HttpContext?.Request;
            var prefix = request is null ? "" : ForwardedPrefix.Of(request);
            document.Servers = [new OpenApiServer { Url = prefix.Length == 0 ? "/" : prefix }];
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
            document.Components.SecuritySchemes[BearerHandler.SchemeName] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http, Scheme = "bearer", BearerFormat = "JWT", Description = "The token of POST /login.",
            };
            return Task.CompletedTask;
        });
    }
}
