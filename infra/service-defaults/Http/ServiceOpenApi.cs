using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace MsaSample.ServiceDefaults;

/// <summary>The parts that are the same in every service's OpenAPI document: its name, its address and the bearer token.</summary>
public static class ServiceOpenApi
{
    /// <summary>
    /// Passed to <c>AddOpenApi</c> in each service and not here, because the generator reads the doc comments of the calling project only.
    /// </summary>
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
            document.Components.SecuritySchemes[BearerTokenHandler.SchemeName] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                BearerFormat = "JWT",
                Description = "The token from the answer to POST /login.",
            };
            return Task.CompletedTask;
        });
    }
}
