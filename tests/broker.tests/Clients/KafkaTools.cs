using System.Text;
using System.Text.RegularExpressions;
using MsaSample.Testing;

namespace MsaSample.Broker.Tests.Clients;

/// <summary>The exit status and output of a tool of Apache Kafka.</summary>
public sealed record ToolResult(int Status, string Output, string Error)
{
    /// <summary>Standard output without empty lines, and with one blank where columns have many.</summary>
    public string[] Lines { get; } =
        [.. Output.Split('\n').Select(line => Regex.Replace(line, @"\s+", " ").Trim()).Where(line => line.Length > 0)];
}

/// <summary>Apache Kafka's command line tools, all in one JVM: see <c>java/ToolShell.java</c>.</summary>
public sealed class KafkaTools : IAsyncDisposable
{
    private ProgramUnderTest? _shell;
    private int _number;

    /// <summary>Runs a tool; arguments are separated by single blanks.</summary>
    public async Task<ToolResult> RunAsync(string command, string input = "")
    {
        _shell ??= ProgramUnderTest.StartCommand(
            "ToolShell", JavaProgram.Java, await JavaProgram.ArgumentsAsync("ToolShell", JavaProgram.KafkaHome));
        await _shell.StandardInput.WriteLineAsync($"{++_number} {Encode(command.Replace(' ', '\0'))} {Encode(input)}");
        await _shell.StandardInput.FlushAsync();
        var done = await _shell.WaitForLineAsync(
            $@"^done {_number} (\d+) (\S*) (\S*)$", TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        return new ToolResult(int.Parse(done.Groups[1].Value), Decode(done.Groups[2].Value), Decode(done.Groups[3].Value));
    }

    public async ValueTask DisposeAsync()
    {
        if (_shell is not null)
            await _shell.DisposeAsync();
    }

    private static string Encode(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static string Decode(string text) => Encoding.UTF8.GetString(Convert.FromBase64String(text));
}
