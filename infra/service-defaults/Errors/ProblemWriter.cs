using System.Diagnostics;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using JsonOptions = Microsoft.AspNetCore.Http.Json.JsonOptions;

namespace MsaSample.ServiceDefaults;

/// <summary>
/// Writes every problem body as JSON, whatever the Accept header says: an error in another format than asked for helps more than none.
/// Fills in the members that the code which reported the problem left out.
/// </summary>
internal sealed class ProblemWriter(IOptions<JsonOptions> json) : IProblemDetailsWriter
{
    public bool CanWrite(ProblemDetailsContext context) => true;

    public async ValueTask WriteAsync(ProblemDetailsContext context)
    {
        var http = context.HttpContext;
        var problem = context.ProblemDetails;
        Complete(problem, http);
        http.Response.StatusCode = problem.Status!.Value;
        http.Response.Headers.CacheControl = "no-store";
        await http.Response.WriteAsJsonAsync(
            problem, problem.GetType(), json.Value.SerializerOptions, "application/problem+json", http.RequestAborted);
    }

    private static void Complete(ProblemDetails problem, HttpContext http)
    {
        var hint = http.Features.Get<ProblemHint>();
        var status = problem.Status ??= http.Response.StatusCode;
        if (problem is HttpValidationProblemDetails validation)
        {
            validation.Errors = validation.Errors.ToDictionary(e => CamelCase(e.Key), e => e.Value);
            problem.Extensions.TryAdd(Problems.CodeField, ProblemCodes.ValidationFailed);
            problem.Detail ??= "One or more fields are not valid.";
        }

        problem.Extensions.TryAdd(Problems.CodeField, hint?.Code ?? ProblemCodes.ForStatus(status));
        var code = (string)problem.Extensions[Problems.CodeField]!;
        problem.Type = "urn:msa-sample:problem:" + code;
        problem.Title = TitleOf(code);
        problem.Detail ??= hint?.Detail ?? ProblemCodes.Explain(status);
        problem.Instance ??= ForwardedPrefix.Of(http.Request) + http.Request.Path;
        problem.Extensions["traceId"] = Activity.Current?.TraceId.ToHexString() ?? http.TraceIdentifier;
    }

    private static string TitleOf(string code) => char.ToUpperInvariant(code[0]) + code[1..].Replace('-', ' ');

    // "Lines[0].Qty" -> "lines[0].qty", the names of the JSON body.
    private static string CamelCase(string path) => string.Join('.', path.Split('.').Select(JsonNamingPolicy.CamelCase.ConvertName));
}
