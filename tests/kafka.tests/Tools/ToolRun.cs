using System.Text;
using MsaSample.Kafka.Commands;

namespace MsaSample.Kafka.Tests.Tools;

/// <summary>What a run of the tool wrote, and its exit code.</summary>
internal sealed record ToolRun(int ExitCode, string Output, string Error)
{
    /// <summary>Runs a command line in this process.</summary>
    /// <param name="commandLine">Words separated by blanks.</param>
    /// <param name="input">Standard input.</param>
    /// <param name="stopped">Ctrl-C; by default the end of the test.</param>
    public static async Task<ToolRun> OfAsync(string commandLine, string input = "", CancellationToken? stopped = null)
    {
        var output = new MemoryStream();
        var error = new StringWriter();
        using var terminal = new Terminal(
            new MemoryStream(Encoding.UTF8.GetBytes(input)), output, error, stopped ?? TestContext.Current.CancellationToken);
        var exitCode = await Tool.RunAsync(commandLine.Split(' ', StringSplitOptions.RemoveEmptyEntries), terminal);
        return new ToolRun(exitCode, Encoding.UTF8.GetString(output.ToArray()), error.ToString());
    }
}
