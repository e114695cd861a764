namespace MsaSample.Broker.Storage;

/// <summary>Small files that are there whole or not at all: written aside, flushed, then renamed over the old one.</summary>
internal static class AtomicFile
{
    /// <summary>Replaces a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="content">What it is to hold.</param>
    /// <param name="flush">False for what is of no use after power loss.</param>
    /// <exception cref="IOException">The disk is full; the old file is as it was, and nothing lies beside it.</exception>
    public static void Write(string path, ReadOnlySpan<byte> content, bool flush = true)
    {
        var aside = path + ".tmp";
        try
        {
            using (var file = File.OpenHandle(aside, FileMode.Create, FileAccess.Write))
            {
                RandomAccess.Write(file, content, 0);
                if (flush)
                    RandomAccess.FlushToDisk(file);
            }

            File.Move(aside, path, overwrite: true);
        }
        catch (IOException) when (File.Exists(aside))
        {
            File.Delete(aside);
            throw;
        }
    }

    public static void Write(string path, string text, bool flush = true) => Write(path, System.Text.Encoding.UTF8.GetBytes(text), flush);
}
