using Microsoft.AspNetCore.Authentication;
using MsaSample.ServiceDefaults;

namespace MsaSample.Gateway.Security;

/// <summary>
/// Refuses a token that is wrong even where none is needed: a client should learn at once that its token is no good. Keys that cannot be
/// fetched do not close what is open to anyone.
/// </summary>
internal sealed class PresentedTokens(RequestDelegate next)
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
