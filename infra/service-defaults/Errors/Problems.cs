using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;

namespace MsaSample.ServiceDefaults;

/// <summary>Makes problem bodies (RFC 9457, application/problem+json) with a stable code of <see cref="ProblemCodes"/>.</summary>
public static class Problems
{
    internal const string CodeField = "code";

    /// <summary>
    /// The result of a handler that refuses a request; <paramref name="detail"/> tells a person what was wrong and what to do.
    /// </summary>
    public static ProblemHttpResult Create(int status, string code, string detail) => TypedResults.Problem(Body(status, code, detail));

    /// <summary>Writes a problem from code that returns no result, such as a middleware; the response must not have started.</summary>
    public static async Task WriteAsync(HttpContext context, int status, string code, string detail)
    {
        ArgumentNullException.ThrowIfNull(context);
        context.Response.StatusCode = status;
        await context.RequestServices.GetRequiredService<IProblemDetailsService>()
            .WriteAsync(new ProblemDetailsContext { HttpContext = context, ProblemDetails = Body(status, code, detail) });
    }

    /// <summary>
    /// Gives code and detail to the error response without a body that this request gets, for the problem body that is written later.
    /// </summary>
    public static void Hint(HttpContext context, string code, string detail)
    {
        ArgumentNullException.ThrowIfNull(context);
        context.Features.Set(new ProblemHint(code, detail));
    }

    private static ProblemDetails Body(int status, string code, string detail) =>
        new() { Status = status, Detail = detail, Extensions = { [CodeField] = code } };
}

/// <summary>Code and detail for an error response without a body.</summary>
internal sealed record ProblemHint(string Code, string Detail);
