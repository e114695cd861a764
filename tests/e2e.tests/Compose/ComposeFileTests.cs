using System.Text.RegularExpressions;

namespace MsaSample.EndToEnd.Tests;

/// <summary>Checks of the compose file that need no container engine.</summary>
public sealed partial class ComposeFileTests
{
    private readonly ComposeFile _file = ComposeFile.Read();

    [Fact]
    public void EveryImage_HasAnExactTag() =>
        Assert.All(_file.Services, service => Assert.Matches(ExactTag(), (string)_file.Get(service, "image")!));

    [Theory]
    [InlineData("healthcheck")]
    [InlineData("mem_limit")]
    [InlineData("restart")]
    public void EveryService_Has(string key) => Assert.All(_file.Services, service => Assert.NotNull(_file.Get(service, key)));

    [Fact]
    public void EveryVariable_IsExplainedInTheExampleFile()
    {
        var explained = File.ReadAllLines(Path.Combine(ComposeFile.Repository, ".env.example")).Select(line => line.Split('=')[0]);

        Assert.All(Variable().Matches(ComposeFile.Text), variable => Assert.Contains(variable.Groups[1].Value, explained));
    }

    [Fact]
    public void NoPassword_IsWrittenIntoTheFile() =>
        Assert.All(
            _file.Services.SelectMany(_file.Environment).Where(pair => pair.Key.Contains("PASSWORD", StringComparison.OrdinalIgnoreCase)),
            pair => Assert.StartsWith("${", pair.Value));

    [GeneratedRegex(@"^[a-z0-9./-]+:\d+\.\d+\.\d+$")]
    private static partial Regex ExactTag();

    [GeneratedRegex(@"\$\{([A-Z_]+)")]
    private static partial Regex Variable();
}
