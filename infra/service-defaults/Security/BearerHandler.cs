using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace MsaSample.ServiceDefaults;

/// <summary>Checks <c>Authorization: Bearer …</c> (RFC 6750) offline with the public keys of the issuer.</summary>
internal sealed class BearerHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder, TokenKeys keys, CheckedTokens checkedTokens)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    public const string SchemeName = "Bearer";
    private const string Prefix = "Bearer ";

    private static readonly JsonWebTokenHandler Tokens = new() { MapInboundClaims = false };

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
            return AuthenticateResult.NoResult();

        var token = header[Prefix.Length..].Trim();
        var known = checkedTokens.Find(token);
        if ((known?.KeyId ?? KeyIdOf(token)) is not { } keyId)
            return AuthenticateResult.Fail("It is not a signed token.");

        try
        {
            if (await keys.FindAsync(keyId, Context.RequestAborted) is not { } key)
                return AuthenticateResult.Fail("It is signed with an unknown key.");

            return known is not null && known.IsGoodFor(key, TimeProvider.GetUtcNow()) ? Accept(known.Identity) : await CheckAsync(token, keyId, key);
        }
        catch (TokenKeysUnavailableException e)
        {
            // Said when the endpoint asks who the caller is; endpoints for anyone go on without keys.
            return AuthenticateResult.Fail(e);
        }
    }

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        switch ((await HandleAuthenticateOnceSafeAsync()).Failure)
        {
            case null:
                Refuse(401, "Bearer", ProblemCodes.Unauthenticated, "This call needs a token: log in, and send 'Authorization: Bearer <token>'.");
                break;
            case TokenKeysUnavailableException:
                Response.Headers.RetryAfter = "1";
                Refuse(503, null, ProblemCodes.KeysUnavailable, "The token cannot be checked now: the keys of user-service cannot be fetched.");
                break;
            case var failure:
                Refuse(401, "Bearer error=\"invalid_token\"", ProblemCodes.TokenInvalid, "The token was refused. " + failure.Message);
                break;
        }
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        Refuse(403, null, ProblemCodes.Forbidden, "This token does not give the right to this call.");
        return Task.CompletedTask;
    }

    private void Refuse(int status, string? challenge, string code, string detail)
    {
        Response.StatusCode = status;
        if (challenge is not null)
            Response.Headers.WWWAuthenticate = challenge;
        Problems.Hint(Context, code, detail);
    }

    private static string? KeyIdOf(string token)
    {
        try
        {
            return Tokens.CanReadToken(token) && Tokens.ReadJsonWebToken(token) is { Kid.Length: > 0 } read ? read.Kid : null;
        }
        catch (ArgumentException)
        {
            // What the library throws for three parts that are not base64url JSON.
            return null;
        }
    }

    private static AuthenticateResult Accept(ClaimsIdentity identity) =>
        AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), SchemeName));

    private async Task<AuthenticateResult> CheckAsync(string token, string keyId, SecurityKey key)
    {
        var result = await Tokens.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = TokenRules.Issuer,
            ValidAudience = TokenRules.Audience,
            ValidAlgorithms = [TokenRules.Algorithm],
            IssuerSigningKey = key,
            NameClaimType = TokenRules.SubjectClaim,
            RoleClaimType = TokenRules.RoleClaim,
            LifetimeValidator = IsInTime,
        });

        if (!result.IsValid)
            return AuthenticateResult.Fail(result.Exception is SecurityTokenInvalidLifetimeException ? "It has expired; log in again." : "Its signature or its claims are wrong.");

        checkedTokens.Add(token, new CheckedToken(keyId, key, result.ClaimsIdentity, result.SecurityToken.ValidTo + TokenRules.ClockSkew));
        return Accept(result.ClaimsIdentity);
    }

    private bool IsInTime(DateTime? notBefore, DateTime? expires, SecurityToken token, TokenValidationParameters parameters)
    {
        var now = TimeProvider.GetUtcNow().UtcDateTime;
        return expires is { } end && now < end + TokenRules.ClockSkew && (notBefore is not { } start || now >= start - TokenRules.ClockSkew);
    }
}
