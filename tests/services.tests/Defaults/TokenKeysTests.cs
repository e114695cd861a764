using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.Tokens;
using MsaSample.ServiceDefaults;
using MsaSample.Services.Tests.Hosting;

namespace MsaSample.Services.Tests.Defaults;

public sealed class TokenKeysTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly TokenKeys _keys;
    private int _fetches;
    private bool _down;
    private Task _answer = Task.CompletedTask;

    public TokenKeysTests() => _keys = new TokenKeys(new TokenKeySource(Fetch), _clock, NullLogger<TokenKeys>.Instance);

    [Fact]
    public async Task Find_KnownKey_IsFetchedOnce()
    {
        Assert.NotNull(await Find("test-key"));
        Assert.NotNull(await Find("test-key"));

        Assert.Equal(1, _fetches);
    }

    [Fact]
    public async Task Find_UnknownKeys_AreFetchedAgainOnlyNowAndThen()
    {
        for (var i = 0; i < 100; i++)
            Assert.Null(await Find($"made-up-{i}"));
        Assert.Equal(1, _fetches);

        _clock.Advance(TimeSpan.FromSeconds(6));
        Assert.Null(await Find("made-up"));
        Assert.Equal(2, _fetches);
    }

    [Fact]
    public async Task Find_SourceDownAtFirst_ThrowsAndRecovers()
    {
        _down = true;
        await Assert.ThrowsAsync<TokenKeysUnavailableException>(() => Find("test-key"));

        _down = false;
        _clock.Advance(TimeSpan.FromSeconds(2));
        Assert.NotNull(await Find("test-key"));
    }

    [Fact]
    public async Task Find_SourceDownLater_GoesOnWithTheKeptKeys()
    {
        await Find("test-key");
        _down = true;
        _clock.Advance(TimeSpan.FromHours(1));

        Assert.NotNull(await Find("test-key"));
        Assert.Null(await Find("other"));
    }

    [Fact]
    public async Task Find_KeptKeyAndSourceHangs_AnswersAtOnceAndFetchesOnce()
    {
        await Find("test-key");
        _clock.Advance(TimeSpan.FromHours(1));
        var hanging = new TaskCompletionSource();
        _answer = hanging.Task;

        Assert.NotNull(await Find("test-key").WaitAsync(TimeSpan.FromSeconds(5)));
        Assert.NotNull(await Find("test-key").WaitAsync(TimeSpan.FromSeconds(5)));
        var unknown = Find("other");

        Assert.Equal(2, _fetches);
        Assert.False(unknown.IsCompleted);
        hanging.SetResult();
        Assert.Null(await unknown);
    }

    private Task<SecurityKey?> Find(string keyId) => _keys.FindAsync(keyId, CancellationToken.None).AsTask();

    private async Task<JsonWebKeySet> Fetch(CancellationToken cancellationToken)
    {
        _fetches++;
        await _answer;
        return _down ? throw new HttpRequestException("down") : await TestTokens.Source.FetchAsync(cancellationToken);
    }
}
