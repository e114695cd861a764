using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace MsaSample.EndToEnd.Tests;

/// <summary>
/// Sends the requests of a <c>.http</c> file as editors do: <c>@name = value</c> defines a variable, <c># @name x</c> names a request,
/// <c>{{x.response.body.$.member}}</c> is a member of its answer. A title ends with the statuses that the answer may have.
/// </summary>
public sealed partial class RequestsFile(string path, IReadOnlyDictionary<string, string> overrides)
{
    private readonly Dictionary<string, string> _variables = [];
    private readonly Dictionary<string, Answer> _named = [];

    /// <summary>
    /// Sends all requests in order, and returns how many there were. Fails at the first answer with a status that its title does not name.
    /// </summary>
    public async Task<int> SendAllAsync(Caller caller)
    {
        var sections = Section().Split(await File.ReadAllTextAsync(path));
        foreach (Match variable in Variable().Matches(sections[0])) _variables[variable.Groups[1].Value] = variable.Groups[2].Value;
        foreach (var (name, value) in overrides) _variables[name] = value;

        foreach (var section in sections.Skip(1)) await SendAsync(caller, section);
        return sections.Length - 1;
    }

    private async Task SendAsync(Caller caller, string section)
    {
        var lines = section.Split('\n');
        var title = lines[0].Trim();
        var body = string.Join('\n', lines.SkipWhile(line => line.Trim().Length > 0).Skip(1)).Trim();
        var head = lines.Skip(1).TakeWhile(line => line.Trim().Length > 0).Where(line => !line.StartsWith('#')).Select(Fill).ToArray();

        var (method, target) = head[0].Split(' ') is [var verb, var address]
            ? (new HttpMethod(verb), address)
            : throw new FormatException(title);
        var headers = head.Skip(1).Select(line => line.Split(':', 2)).ToDictionary(pair => pair[0].Trim(), pair => pair[1].Trim());
        headers.Remove("Content-Type", out var mediaType);
        var content = mediaType is null ? null : new StringContent(Fill(body), Encoding.UTF8, mediaType);
        var answer = await caller.SendAsync(
            method, target, content, [.. headers.Select(pair => ((string, string)?)(pair.Key, pair.Value))]);

        var announced = Status().Matches(title).Select(status => (HttpStatusCode)int.Parse(status.Value, CultureInfo.InvariantCulture));
        Assert.True(announced.Contains(answer.Status), $"'{title}' answered {(int)answer.Status}: {answer.Body}");
        if (Name().Match(section) is { Success: true } name) _named[name.Groups[1].Value] = answer;
    }

    private string Fill(string text) => Reference().Replace(text, reference =>
        reference.Groups[1].Value.Split(".response.body.$.") is [var request, var member]
            ? _named[request].Json.GetProperty(member).GetString()!
            : _variables[reference.Groups[1].Value]);

    [GeneratedRegex("^###", RegexOptions.Multiline)]
    private static partial Regex Section();

    [GeneratedRegex(@"^@(\w+)\s*=\s*(.*?)\s*$", RegexOptions.Multiline)]
    private static partial Regex Variable();

    [GeneratedRegex(@"^# @name (\w+)", RegexOptions.Multiline)]
    private static partial Regex Name();

    [GeneratedRegex(@"\{\{(.+?)\}\}")]
    private static partial Regex Reference();

    [GeneratedRegex(@"\b[2-5]\d\d\b")]
    private static partial Regex Status();
}
