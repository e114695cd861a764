using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;

namespace MsaSample.ServiceDefaults;

/// <summary>
/// The public keys that tokens are checked with. They are fetched when first needed, again for an unknown key id (at most every five
/// seconds), and again after ten minutes. A request whose key is known does not wait for a fetch, and known keys stay valid while fetching
/// fails.
/// </summary>
internal sealed class TokenKeys(TokenKeySource source, TimeProvider clock, ILogger<TokenKeys> logger)
{
    private static readonly TimeSpan MinBetweenFetches = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan MinAfterFailure = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan MaxAge = TimeSpan.FromMinutes(10);

    private readonly Lock _gate = new();
    private Task _fetch = Task.CompletedTask;
    private volatile Snapshot? _current;
    private DateTimeOffset _failedAt = DateTimeOffset.MinValue;

    /// <summary>The key with this id; null when user-service does not publish it.</summary>
    /// <exception cref="TokenKeysUnavailableException">No keys were ever fetched, and they cannot be fetched now.</exception>
    public async ValueTask<SecurityKey?> FindAsync(string keyId, CancellationToken cancellationToken)
    {
        if (_current is { } kept && !IsDue(kept, keyId))
            return kept.Find(keyId);

        var fetch = FetchOnce(keyId);
        if (_current?.Find(keyId) is { } known)
            return known;

        await fetch.WaitAsync(cancellationToken);
        return _current!.Find(keyId);
    }

    /// <summary>The running fetch, shared by all requests that need one, or a new one.</summary>
    private Task FetchOnce(string keyId)
    {
        lock (_gate)
        {
            if (_fetch.IsCompleted && (_current is null || IsDue(_current, keyId)))
                _fetch = FetchAsync();
            return _fetch;
        }
    }

    private bool IsDue(Snapshot kept, string keyId)
    {
        var now = clock.GetUtcNow();
        var maxAge = kept.Find(keyId) is null ? MinBetweenFetches : MaxAge;
        return now - kept.FetchedAt >= maxAge && now - _failedAt >= MinAfterFailure;
    }

    private async Task FetchAsync()
    {
        if (_current is null && clock.GetUtcNow() - _failedAt < MinAfterFailure)
            throw new TokenKeysUnavailableException(null);

        try
        {
            var keys = await source.FetchAsync(CancellationToken.None);
            _current = new Snapshot(keys.GetSigningKeys().Where(k => k.KeyId is not null).ToDictionary(k => k.KeyId), clock.GetUtcNow());
        }
        catch (Exception e)
        {
            _failedAt = clock.GetUtcNow();
            logger.KeysNotFetched(_current is null ? "tokens cannot be checked" : "the keys fetched before stay in use", e.Message);
            if (_current is null)
                throw new TokenKeysUnavailableException(e);
        }
    }

    private sealed record Snapshot(Dictionary<string, SecurityKey> Keys, DateTimeOffset FetchedAt)
    {
        public SecurityKey? Find(string keyId) => Keys.GetValueOrDefault(keyId);
    }
}

/// <summary>
/// Fetches the key set (RFC 7517): over HTTP from user-service, or its own keys in user-service itself. Any exception means that it cannot
/// be fetched now.
/// </summary>
public sealed record TokenKeySource(Func<CancellationToken, Task<JsonWebKeySet>> FetchAsync);

/// <summary>A token cannot be checked, because no keys have been fetched yet and fetching them fails.</summary>
public sealed class TokenKeysUnavailableException(Exception? inner) : Exception("The keys to check tokens with cannot be fetched.", inner);
