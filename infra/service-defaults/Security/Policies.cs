using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace MsaSample.ServiceDefaults;

/// <summary>The names of the authorization policies, for <c>RequireAuthorization</c>.</summary>
public static class Policies
{
    /// <summary>A token with the role admin.</summary>
    public const string Admin = nameof(Admin);

    /// <summary>The user whose id is the route's <c>{userId}</c>.</summary>
    public const string Self = nameof(Self);

    /// <summary>The user whose id is the route's <c>{userId}</c>, or an admin.</summary>
    public const string SelfOrAdmin = nameof(SelfOrAdmin);

    internal static void AddPolicies(this IServiceCollection services) =>
        services.AddAuthorizationBuilder()
            .AddPolicy(Admin, p => p.RequireAuthenticatedUser().RequireAssertion(c => IsAdmin(c.User)))
            .AddPolicy(Self, p => p.RequireAuthenticatedUser().RequireAssertion(IsSelf))
            .AddPolicy(SelfOrAdmin, p => p.RequireAuthenticatedUser().RequireAssertion(c => IsAdmin(c.User) || IsSelf(c)));

    internal static bool IsAdmin(ClaimsPrincipal user) => user.HasClaim(TokenRules.RoleClaim, TokenRules.AdminRole);

    internal static bool IsSelf(AuthorizationHandlerContext context) =>
        context.Resource is HttpContext http
        && http.GetRouteValue("userId") is string userId
        && string.Equals(context.User.FindFirstValue(TokenRules.SubjectClaim), userId, StringComparison.OrdinalIgnoreCase);
}
