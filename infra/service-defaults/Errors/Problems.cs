using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;

namespace MsaSample.ServiceDefaults;

/// <summary>Problem bodies (RFC 9457, application/problem+json) with a stable code.</summary>
public static class Problems
{
    internal const string CodeField = "code";

    /// <summary>An expected refusal, as the result of a handler.</summary>
    /// <param name="status">The HTTP status, 400 to 599.</param>
    /// <param name="code">One of <see cref="ProblemCodes"/>.</param>
    /// <param name="detail">What happened to this request, for a person.</param>
    public static ProblemHttpResult Create(int status, string code, string detail) => TypedResults.Problem(Body(status, code, detail));

    /// <summary>Writes a problem from a place that has no result to return, such as a middleware; the response must not have started.</summary>
    public static async Task WriteAsync(HttpContext context, int status, string code, string detail)
    {
        ArgumentNullException.ThrowIfNull(context);
        context.Response.StatusCode = status;
        await context.RequestServices.GetRequiredService<IProblemDetailsService>()
            .WriteAsync(new ProblemDetailsContext { HttpContext = context, ProblemDetails = Body(status, code, detail) });
    }

    /// <summary>Says what the empty error answer of this request, written later by the pipeline, means.</summary>
    public static void Hint(HttpContext context, string code, string detail)
    {
        ArgumentNullException.ThrowIfNull(context);
        context.Features.Set(new ProblemHint(code, detail));
    }

    private static ProblemDetails Body(int status, string code, string detail) =>
        new() { Status = status, Detail = detail, Extensions = { [CodeField] = code } };
}

/// <summary>Code and detail for an error answer without a body.</summary>
internal sealed record ProblemHint(string Code, string Detail);
