using System.Runtime.Versioning;
using MsaSample.Testing;
using MsaSample.UserService.Tokens;

namespace MsaSample.Services.Tests.Users;

public sealed class SigningKeyTests
{
    [Fact]
    public void Load_Again_GivesTheSameKey()
    {
        using var directory = new TempDirectory();

        using var first = SigningKey.Load(directory);
        using var second = SigningKey.Load(directory);

        Assert.Equal(first.Public.Kid, second.Public.Kid);
    }

    [Fact]
    public async Task Load_ManyAtOnce_ReturnsOneKeyAndLeavesOneFile()
    {
        using var directory = new TempDirectory();

        var ids = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Task.Run(() =>
        {
            using var key = SigningKey.Load(directory);
            return key.Public.Kid;
        })));

        Assert.Single(ids.Distinct());
        Assert.Single(Directory.GetFiles(directory));
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void Load_NewKey_IsForItsOwnerOnly()
    {
        using var directory = new TempDirectory();
        using var key = SigningKey.Load(directory);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Directory.GetFiles(directory).Single()));
    }
}
