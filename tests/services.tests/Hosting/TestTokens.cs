using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using MsaSample.ServiceDefaults;

namespace MsaSample.Services.Tests.Hosting;

/// <summary>Tokens as user-service makes them, and as an attacker would, signed with a key of this test run.</summary>
internal static class TestTokens
{
    private static readonly ECDsaSecurityKey Key = new(ECDsa.Create(ECCurve.NamedCurves.nistP256)) { KeyId = "test-key" };
    private static readonly ECDsaSecurityKey ForeignKey = new(ECDsa.Create(ECCurve.NamedCurves.nistP256)) { KeyId = "test-key" };
    private static readonly JsonWebTokenHandler Handler = new() { SetDefaultTimesOnTokenCreation = false };

    public static TokenKeySource Source { get; } = new(_ => Task.FromResult(PublicKeys()));

    public static string ForUser(Guid userId) => Sign(Key, userId, TokenRules.UserRole);

    public static string ForAdmin() => Sign(Key, Guid.CreateVersion7(), TokenRules.AdminRole);

    public static string Expired(Guid userId) => Sign(Key, userId, TokenRules.UserRole, TimeSpan.FromMinutes(-5));

    public static string Forged(Guid userId) => Sign(ForeignKey, userId, TokenRules.AdminRole);

    public static string ForAnotherAudience(Guid userId) => Sign(Key, userId, TokenRules.UserRole, audience: "someone-else");

    public static string Unsigned(Guid userId) =>
        string.Join(
            '.', Encode("""{"alg":"none","typ":"JWT","kid":"test-key"}"""), Encode($$"""{"sub":"{{userId}}","role":"admin"}"""), "");

    private static string Sign(SecurityKey key, Guid userId, string role, TimeSpan? validFor = null, string audience = TokenRules.Audience)
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        return Handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = TokenRules.Issuer,
            Audience = audience,
            Expires = now + (validFor ?? TimeSpan.FromHours(1)),
            SigningCredentials = new SigningCredentials(key, TokenRules.Algorithm),
            Claims = new Dictionary<string, object> { [TokenRules.SubjectClaim] = userId.ToString(), [TokenRules.RoleClaim] = role },
        });
    }

    private static JsonWebKeySet PublicKeys()
    {
        var point = Key.ECDsa.ExportParameters(includePrivateParameters: false).Q;
        var keys = new JsonWebKeySet();
        keys.Keys.Add(new JsonWebKey
        {
            Kty = "EC",
            Crv = "P-256",
            Kid = Key.KeyId,
            Use = "sig",
            X = Base64UrlEncoder.Encode(point.X),
            Y = Base64UrlEncoder.Encode(point.Y),
        });
        return keys;
    }

    private static string Encode(string text) => Base64UrlEncoder.Encode(text);
}
