using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.IdentityModel.Tokens;

namespace MsaSample.UserService.Tokens;

/// <summary>GET /.well-known/jwks.json: the public keys for checking tokens (RFC 7517).</summary>
internal static class GetKeys
{
    public sealed record Response(IReadOnlyList<Key> Keys);

    public sealed record Key(string Kty, string Crv, string X, string Y, string Kid, string Use, string Alg);

    public static Ok<Response> Handle(SigningKey key, HttpResponse http)
    {
        http.Headers.CacheControl = "public, max-age=300";
        return TypedResults.Ok(new Response([ToKey(key.Public)]));
    }

    private static Key ToKey(JsonWebKey key) => new(key.Kty, key.Crv, key.X, key.Y, key.Kid, key.Use, key.Alg);
}
