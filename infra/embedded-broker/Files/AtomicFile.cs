namespace MsaSample.Broker.Files;

/// <summary>Replaces small files atomically: writes a temporary file, flushes it, then renames it over the old one.</summary>
internal static class AtomicFile
{
    /// <summary>Replaces a file.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="content">The new content.</param>
    /// <param name="flush">False when the file need not survive power loss.</param>
    /// <param name="ownerOnly">Only the broker's user may read the file. On Windows the directory's rights apply.</param>
    /// <exception cref="IOException">
    /// The disk is full: the old file is unchanged and the temporary one deleted. Or the directory cannot be flushed: the new file is in
    /// place, but power loss may bring the old one back.
    /// </exception>
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
            File.Delete(path); // a file left by a crash would keep its rights
            (options.Mode, options.UnixCreateMode) = (FileMode.CreateNew, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        return new FileStream(path, options);
    }
}
