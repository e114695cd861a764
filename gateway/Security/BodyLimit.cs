using System.Buffers;
using Microsoft.AspNetCore.Http.Features;
using MsaSample.ServiceDefaults;

namespace MsaSample.Gateway.Security;

/// <summary>
/// Answers 413 before the body is read when its Content-Length is above the limit. Kestrel stops reading a body without Content-Length at
/// the same size.
/// </summary>
internal sealed class BodyLimit(RequestDelegate next, TimeProvider clock)
{
    private const int MaxDrainBytes = 16 * 1024 * 1024;
    private static readonly TimeSpan MaxDrainTime = TimeSpan.FromSeconds(5);

    public async Task InvokeAsync(HttpContext context)
    {
        var limit = context.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize;
        if (!(context.Request.ContentLength > limit))
        {
            await next(context);
            return;
        }

        // The connection closes after this response, and a client that is not told would send its next request on it.
        if (HttpProtocol.IsHttp11(context.Request.Protocol))
            context.Response.Headers.Connection = "close";
        await Problems.WriteAsync(
            context, StatusCodes.Status413PayloadTooLarge, ProblemCodes.BodyTooLarge,
            $"The request body is too large; it may have {limit / 1024} KiB at most.");
        await context.Response.CompleteAsync();
        await DrainAsync(context);
    }

    /// <summary>
    /// Reads and discards some of what the client is still sending. Closing at once would reset the connection, and on a reset the client's
    /// system discards the response before the client has read it.
    /// </summary>
    private async Task DrainAsync(HttpContext context)
    {
        context.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = MaxDrainBytes;
        var buffer = ArrayPool<byte>.Shared.Rent(16 * 1024);
        using var timeout = new CancellationTokenSource(MaxDrainTime, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, context.RequestAborted);
        try
        {
            for (var left = MaxDrainBytes; left > 0;)
            {
                var read = await context.Request.Body.ReadAsync(buffer, either.Token);
                if (read == 0) break;
                left -= read;
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // The client has closed the connection, or sends too slowly; it had time to read the response.
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
