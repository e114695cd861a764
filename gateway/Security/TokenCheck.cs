using Microsoft.AspNetCore.Authentication;
using MsaSample.ServiceDefaults;

namespace MsaSample.Gateway.Security;

/// <summary>
/// Answers 401 to an invalid token even on a path that needs none, so that a client notices at once. While the keys to check it cannot be
/// fetched, such paths stay open.
/// </summary>
internal sealed class TokenCheck(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (context.Request.Headers.Authorization.Count > 0 && context.User.Identity?.IsAuthenticated != true)
        {
            var result = await context.AuthenticateAsync();
            if (result.Failure is not (null or TokenKeysUnavailableException))
            {
                await context.ChallengeAsync();
                return;
            }
        }

        await next(context);
    }
}
