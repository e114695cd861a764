namespace MsaSample.Testing;

/// <summary>
/// A new directory of its own under the system's temporary directory, removed when disposed. With MSA_KEEP_TEST_FILES=1 it stays, for
/// looking at data and logs after a failure.
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
        // A process that was just killed may still be creating a file while the tree is deleted: the second or third go finds it.
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
