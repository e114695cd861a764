namespace MsaSample.Broker.Files;

/// <summary>Small files that are there whole or not at all: written aside, flushed, then renamed over the old one.</summary>
internal static class AtomicFile
{
    /// <summary>Replaces a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="content">What it is to hold.</param>
    /// <param name="flush">False for what is of no use after power loss.</param>
    /// <param name="ownerOnly">Nobody but the broker's own user may read it, from its first byte on; Windows leaves that to the directory.</param>
    /// <exception cref="IOException">The disk is full: the old file is as it was, and nothing lies beside it. Or the directory cannot be flushed: the new file is there, and power loss may bring the old one back.</exception>
    public static void Write(string path, ReadOnlySpan<byte> content, bool flush = true, bool ownerOnly = false)
    {
        var aside = path + ".tmp";
        try
        {
            using (var file = Create(aside, ownerOnly))
            {
                file.Write(content);
                if (flush)
                    file.Flush(flushToDisk: true);
            }

            File.Move(aside, path, overwrite: true);
            if (flush)
                DirectoryEntries.Flush(Path.GetDirectoryName(path)!);
        }
        catch (IOException) when (File.Exists(aside))
        {
            File.Delete(aside);
            throw;
        }
    }

    /// <summary>Replaces a file by a text in UTF-8.</summary>
    public static void Write(string path, string text, bool flush = true) => Write(path, System.Text.Encoding.UTF8.GetBytes(text), flush);

    private static FileStream Create(string path, bool ownerOnly)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, BufferSize = 0 };
        if (ownerOnly && !OperatingSystem.IsWindows())
        {
            File.Delete(path); // one that a crash has left would keep its rights
            (options.Mode, options.UnixCreateMode) = (FileMode.CreateNew, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        return new FileStream(path, options);
    }
}
