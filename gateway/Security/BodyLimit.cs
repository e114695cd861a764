using Microsoft.AspNetCore.Http.Features;
using MsaSample.ServiceDefaults;

namespace MsaSample.Gateway.Security;

/// <summary>Refuses a body that says it is too large before any of it is read; one that does not say is cut off by the server at the same size.</summary>
internal sealed class BodyLimit(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        var limit = context.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize;
        return context.Request.ContentLength > limit
            ? Problems.WriteAsync(
                context, StatusCodes.Status413PayloadTooLarge, ProblemCodes.BodyTooLarge, $"A request body may have {limit / 1024} KiB at most.")
            : next(context);
    }
}
