using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;
using MsaSample.ServiceDefaults;

namespace MsaSample.Services.Tests.Defaults;

public sealed class CheckedTokensTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly ECDsaSecurityKey _key = new(ECDsa.Create(ECCurve.NamedCurves.nistP256));
    private readonly CheckedTokens _tokens = new();

    [Fact]
    public void Find_OtherToken_KnowsNothing()
    {
        _tokens.Add("a.b.c", Token());

        Assert.NotNull(_tokens.Find("a.b.c"));
        Assert.Null(_tokens.Find("a.b.d"));
    }

    [Fact]
    public void IsValidFor_TokenExpired_IsFalse()
    {
        Assert.True(Token().IsValidFor(_key, Now));
        Assert.False(Token().IsValidFor(_key, Now.AddHours(1)));
    }

    [Fact]
    public void IsValidFor_KeyReplaced_IsFalse() =>
        Assert.False(Token().IsValidFor(new ECDsaSecurityKey(ECDsa.Create(ECCurve.NamedCurves.nistP256)), Now));

    [Fact]
    public void Add_ManyTokens_ForgetsInsteadOfGrowing()
    {
        for (var i = 0; i <= 4096; i++)
            _tokens.Add($"token-{i}", Token());

        Assert.Null(_tokens.Find("token-0"));
        Assert.NotNull(_tokens.Find("token-4096"));
    }

    private CheckedToken Token() => new("key-1", _key, new ClaimsIdentity(), Now.AddHours(1));
}
