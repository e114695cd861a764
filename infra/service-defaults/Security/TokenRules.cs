using Microsoft.IdentityModel.Tokens;

namespace MsaSample.ServiceDefaults;

/// <summary>What a token of this system looks like (RFC 7519, signed ES256), said once for those who issue and those who check.</summary>
public static class TokenRules
{
    public const string Issuer = "msa-sample";
    public const string Audience = "msa-sample";
    public const string Algorithm = SecurityAlgorithms.EcdsaSha256;

    /// <summary>The user id; also the <c>{userId}</c> of routes.</summary>
    public const string SubjectClaim = "sub";
    public const string EmailClaim = "email";

    /// <summary><c>user</c> or <c>admin</c>.</summary>
    public const string RoleClaim = "role";
    public const string AdminRole = "admin";
    public const string UserRole = "user";

    /// <summary>How long a token is good for: a day, as in the course.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    /// <summary>Between the clocks of two machines.</summary>
    internal static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(1);
}
