namespace MsaSample.Broker.Storage;

/// <summary>Small files that are there whole or not at all: written aside, flushed, then renamed over the old one.</summary>
internal static class AtomicFile
{
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        var aside = path + ".tmp";
        using (var file = File.OpenHandle(aside, FileMode.Create, FileAccess.Write))
        {
            RandomAccess.Write(file, content, 0);
            RandomAccess.FlushToDisk(file);
        }

        File.Move(aside, path, overwrite: true);
    }

    public static void Write(string path, string text) => Write(path, System.Text.Encoding.UTF8.GetBytes(text));
}
