namespace MsaSample.Testing;

/// <summary>
/// A new directory under the system's temporary directory, deleted when disposed. With MSA_KEEP_TEST_FILES=1 it stays, so that data and
/// logs can be read after a failure.
/// </summary>
public sealed class TempDirectory : IDisposable
{
    public TempDirectory(string purpose = "test") => Path = Directory.CreateTempSubdirectory($"msa-{purpose}-").FullName;

    /// <summary>The full path.</summary>
    public string Path { get; }

    public static implicit operator string(TempDirectory directory) => directory.ToString();

    /// <summary>The full path of <paramref name="name"/> in it.</summary>
    public string File(string name) => System.IO.Path.Combine(Path, name);

    public override string ToString() => Path;

    public void Dispose()
    {
        if (Environment.GetEnvironmentVariable("MSA_KEEP_TEST_FILES") == "1") return;
        // A process that was just killed may still create a file while the tree is deleted; the next attempt deletes it too.
        for (var attempt = 1; Directory.Exists(Path); attempt++)
        {
            try
            {
                Directory.Delete(Path, recursive: true);
            }
            catch (IOException) when (attempt < 5)
            {
                Thread.Yield();
            }
        }
    }
}
