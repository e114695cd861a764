using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Tokens;

namespace MsaSample.ServiceDefaults;

/// <summary>Who may call: names for <c>RequireAuthorization</c>.</summary>
public static class Policies
{
    /// <summary>A token with the role admin.</summary>
    public const string Admin = nameof(Admin);

    /// <summary>The user whose id is the route's <c>{userId}</c>.</summary>
    public const string Self = nameof(Self);

    /// <summary>The user whose id is the route's <c>{userId}</c>, or an admin.</summary>
    public const string SelfOrAdmin = nameof(SelfOrAdmin);

    // A caller with an unknown key waits for it; the next one tries again, so the client itself does not.
    private static readonly TimeSpan KeysTimeout = TimeSpan.FromSeconds(2);

    internal static bool IsAdmin(ClaimsPrincipal user) => user.HasClaim(TokenRules.RoleClaim, TokenRules.AdminRole);

    internal static bool IsSelf(AuthorizationHandlerContext context) =>
        context.Resource is HttpContext http
        && http.GetRouteValue("userId") is string userId
        && string.Equals(context.User.FindFirstValue(TokenRules.SubjectClaim), userId, StringComparison.OrdinalIgnoreCase);

    internal static void AddTokens(this IServiceCollection services, IConfiguration settings)
    {
        var address = new Uri(settings["Auth:JwksUri"] ?? "http://user-service/.well-known/jwks.json");
#pragma warning disable EXTEXP0001 // the only way to take this client out of the defaults of all clients
        services.AddHttpClient(nameof(TokenKeys), http => http.Timeout = KeysTimeout).RemoveAllResilienceHandlers();
#pragma warning restore EXTEXP0001
        services.AddSingleton(provider => new TokenKeySource(async cancellationToken =>
        {
            using var http = provider.GetRequiredService<IHttpClientFactory>().CreateClient(nameof(TokenKeys));
            return new JsonWebKeySet(await http.GetStringAsync(address, cancellationToken));
        }));
        services.AddSingleton<TokenKeys>();
        services.AddSingleton<CheckedTokens>();

        // The core only: AddAuthentication would bring data protection along, and write its key files at start for nothing.
        services.AddAuthenticationCore();
        services.AddWebEncoders();
        new AuthenticationBuilder(services).AddScheme<AuthenticationSchemeOptions, BearerHandler>(BearerHandler.SchemeName, null);
        services.Configure<AuthenticationOptions>(o => o.DefaultScheme = BearerHandler.SchemeName);
        services.AddAuthorizationBuilder()
            .AddPolicy(Admin, p => p.RequireAuthenticatedUser().RequireAssertion(c => IsAdmin(c.User)))
            .AddPolicy(Self, p => p.RequireAuthenticatedUser().RequireAssertion(IsSelf))
            .AddPolicy(SelfOrAdmin, p => p.RequireAuthenticatedUser().RequireAssertion(c => IsAdmin(c.User) || IsSelf(c)));
    }
}
