using MsaSample.Broker.Files;
using MsaSample.Testing;

namespace MsaSample.Broker.Tests.Storage;

public sealed class DirectoryEntriesTests
{
    [Fact]
    public void Flush_DirectoryMissing_NamesItInTheError()
    {
        using var data = new TempDirectory("names");
        DirectoryEntries.Flush(data);

        var error = Assert.Throws<IOException>(() => DirectoryEntries.Flush(data.File("gone")));

        Assert.Equal($"cannot flush {data.File("gone")}: No such file or directory", error.Message);
    }
}
