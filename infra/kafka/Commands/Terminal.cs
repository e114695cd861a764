using System.Text;

namespace MsaSample.Kafka.Commands;

/// <summary>Where a command reads and writes. Output is buffered bytes, because records are bytes and not text.</summary>
/// <param name="Input">Standard input.</param>
/// <param name="Output">Standard output; <see cref="Flush"/> hands on what is buffered.</param>
/// <param name="Error">Standard error, written through at once.</param>
/// <param name="Stopped">Cancelled by Ctrl-C or SIGTERM.</param>
internal sealed record Terminal(Stream Input, Stream Output, TextWriter Error, CancellationToken Stopped) : IDisposable
{
    private const int OutputBuffer = 64 * 1024;

    /// <summary>The three streams of this process.</summary>
    public static Terminal OfProcess(CancellationToken stopped) => new(
        Console.OpenStandardInput(), new BufferedStream(Console.OpenStandardOutput(), OutputBuffer), Console.Error, stopped);

    public void Write(string text) => Output.Write(Encoding.UTF8.GetBytes(text));

    public void WriteLine(string text = "") => Write(text + "\n");

    /// <summary>A line on standard error, after all that was written before it.</summary>
    public void WriteError(string text)
    {
        Flush();
        Error.Write(text + "\n");
        Error.Flush();
    }

    public void Flush() => Output.Flush();

    public void Dispose() => Flush();
}
