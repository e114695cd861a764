using Microsoft.IdentityModel.Tokens;

namespace MsaSample.ServiceDefaults;

/// <summary>
/// The form of this system's tokens (JWT, RFC 7519, signed with ES256), for user-service, which issues them, and for all programs that
/// check them.
/// </summary>
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

    /// <summary>How long a token is valid: a day, as in the Spring Cloud course.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    /// <summary>How much the clocks of two machines may differ.</summary>
    internal static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(1);
}
