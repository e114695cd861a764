using System.Buffers;
using Microsoft.AspNetCore.Http.Features;
using MsaSample.ServiceDefaults;

namespace MsaSample.Gateway.Security;

/// <summary>Refuses a body that says it is too large before any of it is read; one that does not say is cut off by the server at the same size.</summary>
internal sealed class BodyLimit(RequestDelegate next, TimeProvider clock)
{
    private const int LongestLinger = 16 * 1024 * 1024;
    private static readonly TimeSpan LingerFor = TimeSpan.FromSeconds(5);

    public async Task InvokeAsync(HttpContext context)
    {
        var limit = context.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize;
        if (!(context.Request.ContentLength > limit))
        {
            await next(context);
            return;
        }

        // The connection ends with this answer: a client that is not told would send its next request into it.
        if (HttpProtocol.IsHttp11(context.Request.Protocol))
            context.Response.Headers.Connection = "close";
        await Problems.WriteAsync(
            context, StatusCodes.Status413PayloadTooLarge, ProblemCodes.BodyTooLarge, $"A request body may have {limit / 1024} KiB at most.");
        await context.Response.CompleteAsync();
        await LingerAsync(context);
    }

    /// <summary>
    /// Takes in some of what the client is still sending. Closing at once would reset the connection, and a reset makes the client's system
    /// throw the answer away unread.
    /// </summary>
    private async Task LingerAsync(HttpContext context)
    {
        context.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = LongestLinger;
        var buffer = ArrayPool<byte>.Shared.Rent(16 * 1024);
        using var timeout = new CancellationTokenSource(LingerFor, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, context.RequestAborted);
        try
        {
            for (var left = LongestLinger; left > 0;)
            {
                var read = await context.Request.Body.ReadAsync(buffer, either.Token);
                if (read == 0) break;
                left -= read;
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // The client has gone, or sends too much or too slowly: it had its chance to read the answer.
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
