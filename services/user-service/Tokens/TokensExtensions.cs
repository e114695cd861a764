using Microsoft.IdentityModel.Tokens;
using MsaSample.ServiceDefaults;

namespace MsaSample.UserService.Tokens;

internal static class TokensExtensions
{
    /// <summary>Adds the signing key from <c>{Data}/{service}</c>; this service checks tokens with it directly, not over HTTP.</summary>
    public static void AddTokenIssuer(this WebApplicationBuilder builder, string service)
    {
        var data = builder.Configuration["Data"] is { Length: > 0 } given ? given : "./data";
        var key = SigningKey.Load(Path.Combine(data, service));
        var keys = new JsonWebKeySet();
        keys.Keys.Add(key.Public);

        builder.Services.AddSingleton(_ => key);
        builder.Services.AddSingleton<TokenIssuer>();
        builder.Services.AddSingleton(new TokenKeySource(_ => Task.FromResult(keys)));
    }
}
