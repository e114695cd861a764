using System.Text.RegularExpressions;
using MsaSample.Testing;

namespace MsaSample.Broker.Tests.Clients;

/// <summary>
/// One run of a script that holds a client's checks and prints a line for each: <c>ok NAME</c>, <c>skip NAME: reason</c> or
/// <c>fail NAME: text</c>. The client's runtime starts once for all of them; each is a test of its own nevertheless.
/// </summary>
public sealed class ScriptRun
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(180);

    private Dictionary<string, (string Outcome, string Text)>? _results;
    private string _tail = "";

    /// <summary>The folder of the clients' scripts, beside the test program.</summary>
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "Clients");

    /// <summary>The names in <c>check("NAME"</c> of the given files.</summary>
    public static TheoryData<string> NamesIn(params string[] files) => new(files
        .SelectMany(file => Regex.Matches(File.ReadAllText(Path.Combine(Folder, file)), """\bcheck\(["'](\w+)["']"""))
        .Select(match => match.Groups[1].Value));

    /// <summary>Throws, or skips, as the check did. The first call runs the script.</summary>
    public async Task AssertAsync(string check, string command, params string[] arguments)
    {
        _results ??= await RunAsync(command, arguments);
        var (outcome, text) = _results.GetValueOrDefault(check, ("fail", _tail));
        Assert.SkipWhen(outcome == "skip", text);
        Assert.True(outcome == "ok", text.Replace(" | ", "\n", StringComparison.Ordinal));
    }

    private async Task<Dictionary<string, (string, string)>> RunAsync(string command, string[] arguments)
    {
        await using var script = ProgramUnderTest.StartCommand(Path.GetFileName(command), command, arguments);
        var exitCode = await script.WaitForExitAsync(Patience, TestContext.Current.CancellationToken);
        _tail = $"The script did not get to it and ended with {exitCode}. {script.Tail()}";
        return Regex.Matches(script.StandardOutput, @"^(ok|skip|fail) (\w+)(?:: (.*))?$", RegexOptions.Multiline)
            .ToDictionary(line => line.Groups[2].Value, line => (line.Groups[1].Value, line.Groups[3].Value));
    }
}
