using System.Text.Json;
using MsaSample.Discovery.Wire;

namespace MsaSample.Registry.Apps;

/// <summary>
/// Writes an answer in the form that the request accepts: JSON when its Accept header contains "json", XML otherwise, as Eureka does.
/// </summary>
internal static class Answer
{
    public static bool WantsJson(HttpRequest request) =>
        request.Headers.Accept.ToString().Contains("json", StringComparison.OrdinalIgnoreCase);

    public static bool AcceptsGzip(HttpRequest request) =>
        request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.OrdinalIgnoreCase);

    public static Task WriteAsync(HttpContext context, WireApplication application) => WantsJson(context.Request)
        ? WriteJsonAsync(context, writer => EurekaJsonWriter.Write(writer, application))
        : WriteAsync(context, "application/xml", EurekaXmlWriter.Write(application), gzipped: false);

    public static Task WriteAsync(HttpContext context, WireInstance instance) => WantsJson(context.Request)
        ? WriteJsonAsync(context, writer => EurekaJsonWriter.Write(writer, instance))
        : WriteAsync(context, "application/xml", EurekaXmlWriter.Write(instance), gzipped: false);

    public static Task WriteAsync(HttpContext context, WireApplications applications) => WantsJson(context.Request)
        ? WriteJsonAsync(context, writer => EurekaJsonWriter.Write(writer, applications))
        : WriteAsync(context, "application/xml", EurekaXmlWriter.Write(applications), gzipped: false);

    public static async Task WriteAsync(HttpContext context, string contentType, ReadOnlyMemory<byte> body, bool gzipped)
    {
        context.Response.ContentType = contentType;
        context.Response.ContentLength = body.Length;
        if (gzipped)
            context.Response.Headers.ContentEncoding = "gzip";
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }

    public static Task TextAsync(HttpContext context, int status, string text)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsync(text, context.RequestAborted);
    }

    /// <summary>
    /// Answers 200 or 404 without a body, because Java clients read any body of the answer to a heartbeat as an instance.
    /// </summary>
    public static Task Found(HttpContext context, bool found)
    {
        context.Response.StatusCode = found ? StatusCodes.Status200OK : StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    private static async Task WriteJsonAsync(HttpContext context, Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        await using (var writer = new Utf8JsonWriter(buffer))
            write(writer);
        await WriteAsync(context, "application/json", buffer.ToArray(), gzipped: false);
    }
}
