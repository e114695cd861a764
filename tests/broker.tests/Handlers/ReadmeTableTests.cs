using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using MsaSample.Broker.Handlers;

namespace MsaSample.Broker.Tests.Handlers;

/// <summary>The README's API table equals the one in the code.</summary>
public sealed partial class ReadmeTableTests
{
    [Fact]
    public void Readme_ApiTable_EqualsTheServedOne()
    {
        var served = ApiTable.Instance.Apis.Select(api => $"{(short)api.Key} {api.Key} {api.Versions.Min}-{api.Versions.Max}");

        var written = Row().Matches(
            File.ReadAllText(ReadmePath())).Select(m => $"{m.Groups[1].Value} {m.Groups[2].Value} {m.Groups[3].Value}");

        Assert.Equal(served, written);
    }

    private static string ReadmePath([CallerFilePath] string thisFile = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "../../../infra/embedded-broker/README.md"));

    [GeneratedRegex(@"^\| (\d+) \| (\w+) \| (\d+-\d+) \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
