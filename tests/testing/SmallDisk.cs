using System.Diagnostics;
using Xunit;

namespace MsaSample.Testing;

/// <summary>
/// A file system in memory of a few megabytes, which a test can fill. Needs the right to mount; without it the test is skipped.
/// </summary>
public sealed class SmallDisk : IDisposable
{
    private readonly TempDirectory _directory = new("disk");
    private readonly bool _mounted;

    public SmallDisk(int megabytes)
    {
        _mounted = OperatingSystem.IsLinux() && Run("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "tmpfs", _directory);
        if (_mounted) return;

        _directory.Dispose();
        Assert.Skip("a small disk cannot be mounted; run the test as root");
    }

    public string Path => _directory.Path;

    /// <summary>Writes until there is no room for a single byte.</summary>
    public void Fill()
    {
        using var file = new FileStream(Filler, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        foreach (var size in new[] { 65_536, 4_096, 1 })
        {
            try
            {
                while (true) file.Write(new byte[size]);
            }
            catch (IOException)
            {
                // No room for as much as that.
                continue;
            }
        }
    }

    public void MakeRoom() => File.Delete(Filler);

    public void Dispose()
    {
        if (!_mounted) return;

        Run("umount", "-l", _directory);
        _directory.Dispose();
    }

    private string Filler => _directory.File("filler");

    private static bool Run(string program, params string[] arguments)
    {
        if (Executables.Find(program) is not { } path) return false;
        var start = new ProcessStartInfo(path, arguments) { RedirectStandardError = true };
        using var process = Process.Start(start)!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
