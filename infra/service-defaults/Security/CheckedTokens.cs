using System.Collections.Concurrent;
using System.Security.Claims;
using Microsoft.IdentityModel.Tokens;

namespace MsaSample.ServiceDefaults;

/// <summary>
/// Tokens whose signature was found good: to check it costs more than all else that is done for a small call, and clients send the same token
/// again and again. Who asks still has to see that the key and the time are right.
/// </summary>
internal sealed class CheckedTokens
{
    private const int Capacity = 4096;

    private readonly ConcurrentDictionary<string, CheckedToken> _tokens = new(StringComparer.Ordinal);

    public CheckedToken? Find(string token) => _tokens.GetValueOrDefault(token);

    public void Add(string token, CheckedToken found)
    {
        // Tokens live a day, so the full store is mostly old: beginning again costs each live one a single check.
        if (_tokens.Count >= Capacity)
            _tokens.Clear();

        _tokens[token] = found;
    }
}

/// <summary>What was found in a token, and what that rests on.</summary>
/// <param name="KeyId">The id of the key that signed it.</param>
/// <param name="Key">The key itself: one that has been replaced vouches for nothing.</param>
/// <param name="Identity">The claims.</param>
/// <param name="GoodUntil">Its end, clock skew included.</param>
internal sealed record CheckedToken(string KeyId, SecurityKey Key, ClaimsIdentity Identity, DateTimeOffset GoodUntil)
{
    public bool IsGoodFor(SecurityKey key, DateTimeOffset now) => ReferenceEquals(Key, key) && now < GoodUntil;
}
