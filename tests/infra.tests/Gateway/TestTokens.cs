using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using MsaSample.ServiceDefaults;

namespace MsaSample.Infra.Tests.Gateway;

/// <summary>Issues tokens as user-service does, signed with a key for tests.</summary>
internal static class TestTokens
{
    private static readonly ECDsaSecurityKey Key = new(ECDsa.Create(ECCurve.NamedCurves.nistP256)) { KeyId = "test" };

    /// <summary>Replaces the key set of user-service in the gateway.</summary>
    public static TokenKeySource Source { get; } = new(_ =>
    {
        var keys = new JsonWebKeySet();
        keys.Keys.Add(JsonWebKeyConverter.ConvertFromECDsaSecurityKey(Key));
        return Task.FromResult(keys);
    });

    public static string Issue(DateTimeOffset? expires = null) => new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
    {
        Issuer = TokenRules.Issuer,
        Audience = TokenRules.Audience,
        IssuedAt = DateTime.UnixEpoch,
        NotBefore = DateTime.UnixEpoch,
        Expires = (expires ?? DateTimeOffset.Parse("2100-01-01T00:00:00Z")).UtcDateTime,
        SigningCredentials = new SigningCredentials(Key, SecurityAlgorithms.EcdsaSha256),
        Claims = new Dictionary<string, object> { [TokenRules.SubjectClaim] = "u1", [TokenRules.RoleClaim] = TokenRules.UserRole },
    });
}
