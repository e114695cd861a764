using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Tokens;

namespace MsaSample.ServiceDefaults;

/// <summary>
/// Registers the authentication by bearer token: <see cref="BearerTokenHandler"/> checks each token, with the keys that
/// <see cref="TokenKeys"/> fetches from the setting <c>Auth:JwksUri</c> (by default from user-service).
/// </summary>
internal static class TokenAuthentication
{
    // A request with an unknown key waits for this call, and the next request repeats it, so the call itself is not retried.
    private static readonly TimeSpan KeysTimeout = TimeSpan.FromSeconds(2);

    public static void AddTokenAuthentication(this IServiceCollection services, IConfiguration settings)
    {
        var address = new Uri(settings["Auth:JwksUri"] ?? "http://user-service/.well-known/jwks.json");
#pragma warning disable EXTEXP0001 // There is no other way to exempt one client from the defaults of all clients.
        services.AddHttpClient(nameof(TokenKeys), http => http.Timeout = KeysTimeout).RemoveAllResilienceHandlers();
#pragma warning restore EXTEXP0001
        services.AddSingleton(provider => new TokenKeySource(async cancellationToken =>
        {
            using var http = provider.GetRequiredService<IHttpClientFactory>().CreateClient(nameof(TokenKeys));
            return new JsonWebKeySet(await http.GetStringAsync(address, cancellationToken));
        }));
        services.AddSingleton<TokenKeys>();
        services.AddSingleton<CheckedTokens>();

        // Not AddAuthentication, which adds data protection, which would write key files at start.
        services.AddAuthenticationCore();
        services.AddWebEncoders();
        new AuthenticationBuilder(services).AddScheme<AuthenticationSchemeOptions, BearerTokenHandler>(BearerTokenHandler.SchemeName, null);
        services.Configure<AuthenticationOptions>(o => o.DefaultScheme = BearerTokenHandler.SchemeName);
        services.AddPolicies();
    }
}
