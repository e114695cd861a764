using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace MsaSample.ServiceDefaults;

/// <summary>
/// Answers an exception that leaves a handler with a problem body, and logs those that are not the client's fault (status 500 and above).
/// </summary>
internal sealed class ProblemExceptionHandler(IEnumerable<ProblemMapping> mappings, ILogger<ProblemExceptionHandler> logger)
    : IExceptionHandler
{
    private const int ClientClosedRequest = 499;

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (httpContext.RequestAborted.IsCancellationRequested)
        {
            httpContext.Response.StatusCode = ClientClosedRequest;
            return true;
        }

        var (status, code, detail) = Describe(exception);
        if (status >= StatusCodes.Status500InternalServerError)
            logger.RequestFailed(httpContext.Request.Method, httpContext.Request.Path, code, exception);

        await Problems.WriteAsync(httpContext, status, code, detail);
        return true;
    }

    private (int Status, string Code, string Detail) Describe(Exception exception)
    {
        for (var e = exception; e is not null; e = e.InnerException)
        {
            if (mappings.FirstOrDefault(m => m.Matches(e)) is { } mapping)
                return (mapping.Status, mapping.Code, mapping.Detail);
            if (e is BadHttpRequestException bad)
                return (bad.StatusCode, ProblemCodes.ForStatus(bad.StatusCode), ExplainBadRequest(bad));
        }

        return (500, ProblemCodes.InternalError, "The service failed to process the request. Try again later.");
    }

    private static string ExplainBadRequest(BadHttpRequestException bad) => bad switch
    {
        { InnerException: JsonException { Path: { Length: > 0 } path } } =>
            $"The request body is not the JSON that this call expects, at {path}.",
        { InnerException: JsonException } => "The request body is not valid JSON.",
        _ when bad.Message.Contains("no body was provided", StringComparison.Ordinal) => "The request body is missing.",
        { StatusCode: 400 } => bad.Message,
        _ => ProblemCodes.Explain(bad.StatusCode),
    };
}
