using System.Collections.Concurrent;
using System.Security.Claims;
using Microsoft.IdentityModel.Tokens;

namespace MsaSample.ServiceDefaults;

/// <summary>
/// A cache of tokens whose signature was valid. Checking it costs more than the rest of a small call, and clients send the same token with
/// each call. The caller still checks that the key is current and the token has not expired.
/// </summary>
internal sealed class CheckedTokens
{
    private const int Capacity = 4096;

    private readonly ConcurrentDictionary<string, CheckedToken> _tokens = new(StringComparer.Ordinal);

    public CheckedToken? Find(string token) => _tokens.GetValueOrDefault(token);

    public void Add(string token, CheckedToken found)
    {
        // Tokens are valid for a day, so a full cache holds mostly expired ones; emptying it costs each valid one a single check.
        if (_tokens.Count >= Capacity)
            _tokens.Clear();

        _tokens[token] = found;
    }
}

/// <summary>
/// The claims of a token with a valid signature, and the key that signed it. <paramref name="ValidUntil"/> includes the clock skew.
/// </summary>
internal sealed record CheckedToken(string KeyId, SecurityKey Key, ClaimsIdentity Identity, DateTimeOffset ValidUntil)
{
    /// <summary>False after the key was replaced, even by one with the same id, and after the token has expired.</summary>
    public bool IsValidFor(SecurityKey key, DateTimeOffset now) => ReferenceEquals(Key, key) && now < ValidUntil;
}
