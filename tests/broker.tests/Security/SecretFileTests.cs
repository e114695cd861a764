using MsaSample.Broker.Files;
using MsaSample.Broker.Security;

namespace MsaSample.Broker.Tests.Security;

/// <summary>Files with secrets: their permissions, and the error when they cannot be read.</summary>
public sealed class SecretFileTests
{
    [Fact]
    public void Write_OwnerOnly_LeavesNoRightsToOthers()
    {
        var directory = Directory.CreateTempSubdirectory("secret-file-");
        var path = Path.Combine(directory.FullName, "secret");
        File.WriteAllText(path + ".tmp", "left by a crash, for all to read");

        AtomicFile.Write(path, "new"u8, ownerOnly: true);

        Assert.Equal("new", File.ReadAllText(path));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        directory.Delete(recursive: true);
    }

    [Fact]
    public void Load_CertificateThatCannotBeOpened_SaysSoInOneLine()
    {
        var options = new TlsOptions { CertificateFile = new string('x', 300) }; // no file system takes such a name

        var error = Assert.Throws<InvalidDataException>(() => TlsCertificates.Load(options));

        Assert.StartsWith("the TLS certificate xxx", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }
}
