using Microsoft.IdentityModel.Tokens;
using MsaSample.ServiceDefaults;

namespace MsaSample.UserService.Tokens;

internal static class TokensExtensions
{
    /// <summary>
    /// Adds the issuing of tokens, with the signing key in <c>{Data}/user-service</c>. This service checks tokens with that key directly,
    /// not over HTTP.
    /// </summary>
    public static void AddTokenIssuer(this WebApplicationBuilder builder)
    {
        var data = builder.Configuration["Data"] is { Length: > 0 } given ? given : "./data";
        var key = SigningKey.Load(Path.Combine(data, builder.Environment.ApplicationName));
        var keys = new JsonWebKeySet();
        keys.Keys.Add(key.Public);

        builder.Services.AddSingleton(_ => key);
        builder.Services.AddSingleton<TokenIssuer>();
        builder.Services.AddSingleton(new TokenKeySource(_ => Task.FromResult(keys)));
    }
}
