using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using MsaSample.ServiceDefaults;
using MsaSample.UserService.Users;

namespace MsaSample.UserService.Tokens;

/// <summary>Issues signed tokens, which every other program can check offline.</summary>
internal sealed class TokenIssuer(SigningKey key, TimeProvider clock)
{
    private readonly JsonWebTokenHandler _handler = new() { SetDefaultTimesOnTokenCreation = false };

    public (string Token, DateTimeOffset ExpiresAt) Issue(User user)
    {
        // Times in tokens are in whole seconds (RFC 7519, section 2).
        var now = DateTimeOffset.FromUnixTimeSeconds(clock.GetUtcNow().ToUnixTimeSeconds());
        var expiresAt = now + TokenRules.Lifetime;
        var token = _handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = TokenRules.Issuer,
            Audience = TokenRules.Audience,
            IssuedAt = now.UtcDateTime,
            Expires = expiresAt.UtcDateTime,
            SigningCredentials = key.Credentials,
            Claims = new Dictionary<string, object>
            {
                [TokenRules.SubjectClaim] = user.UserId.ToString(),
                [TokenRules.EmailClaim] = user.Email,
                [TokenRules.RoleClaim] = user.Role,
            },
        });
        return (token, expiresAt);
    }
}
