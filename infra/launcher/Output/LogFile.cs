namespace MsaSample.Launcher.Output;

/// <summary>A log file that is appended to over all starts, and rolled so that it cannot fill the disk.</summary>
internal sealed class LogFile : IDisposable
{
    /// <summary>At this many characters the file is renamed to <c>NAME.1.log</c>, which replaces the previous one.</summary>
    private const long RollAt = 32 * 1024 * 1024;

    private readonly Lock _lock = new();
    private StreamWriter _writer;
    private long _length;

    public LogFile(string path)
    {
        Path = path;
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        _writer = Open();
    }

    public string Path { get; }

    public void WriteLine(string line)
    {
        lock (_lock)
        {
            if (_length > RollAt)
                Roll();

            _writer.WriteLine(line);
            _length += line.Length + 1;
        }
    }

    public void Dispose()
    {
        lock (_lock)
            _writer.Dispose();
    }

    private void Roll()
    {
        _writer.Dispose();
        File.Move(Path, System.IO.Path.ChangeExtension(Path, ".1.log"), overwrite: true);
        _writer = Open();
    }

    private StreamWriter Open()
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.Append,
            Access = FileAccess.Write,
            Share = FileShare.ReadWrite | FileShare.Delete,
        };
        // The random password of the first admin is written to a log.
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

        var stream = new FileStream(Path, options);
        _length = stream.Length;
        return new StreamWriter(stream) { AutoFlush = true };
    }
}
