using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace MsaSample.ServiceDefaults;

/// <summary>
/// Checks the token in <c>Authorization: Bearer …</c> (RFC 6750) with the public keys of user-service, without calling it for each request.
/// </summary>
internal sealed class BearerTokenHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder, TokenKeys keys,
    CheckedTokens checkedTokens)
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
            return AuthenticateResult.Fail("It is not a signed token (JWT).");

        try
        {
            if (await keys.FindAsync(keyId, Context.RequestAborted) is not { } key)
                return AuthenticateResult.Fail("It is signed with an unknown key.");

            return known is not null && known.IsValidFor(key, TimeProvider.GetUtcNow())
                ? Accept(known.Identity)
                : await CheckAsync(token, keyId, key);
        }
        catch (TokenKeysUnavailableException e)
        {
            // Becomes a 503 only where the endpoint needs a token; the others work without keys.
            return AuthenticateResult.Fail(e);
        }
    }

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        switch ((await HandleAuthenticateOnceSafeAsync()).Failure)
        {
            case null:
                Refuse(
                    401, "Bearer", ProblemCodes.Unauthenticated,
                    "This call needs a token. Log in, and send 'Authorization: Bearer <token>'.");
                break;
            case TokenKeysUnavailableException:
                Response.Headers.RetryAfter = "1";
                Refuse(
                    503, null, ProblemCodes.KeysUnavailable,
                    "The token cannot be checked, because the keys of user-service cannot be fetched. Try again.");
                break;
            case var failure:
                Refuse(401, "Bearer error=\"invalid_token\"", ProblemCodes.TokenInvalid, "The token is invalid. " + failure.Message);
                break;
        }
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        Refuse(403, null, ProblemCodes.Forbidden, "The owner of this token may not make this call.");
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
            // The library throws this for three parts that are not JSON in base64url.
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
            return AuthenticateResult.Fail(result.Exception is SecurityTokenInvalidLifetimeException
                ? "It has expired; log in again."
                : "Its signature or its claims are wrong; log in again.");

        checkedTokens.Add(token, new CheckedToken(keyId, key, result.ClaimsIdentity, result.SecurityToken.ValidTo + TokenRules.ClockSkew));
        return Accept(result.ClaimsIdentity);
    }

    private bool IsInTime(DateTime? notBefore, DateTime? expires, SecurityToken token, TokenValidationParameters parameters)
    {
        var now = TimeProvider.GetUtcNow().UtcDateTime;
        return expires is { } end
            && now < end + TokenRules.ClockSkew
            && (notBefore is not { } start || now >= start - TokenRules.ClockSkew);
    }
}
