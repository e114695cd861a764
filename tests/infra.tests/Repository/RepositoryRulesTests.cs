using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using MsaSample.Testing;

namespace MsaSample.Infra.Tests.Repository;

/// <summary>Rules about the sources themselves, which no compiler checks.</summary>
public sealed partial class RepositoryRulesTests
{
    private const int LongestFile = 400;

    private static readonly string Root = Path.GetDirectoryName(Executables.Artifacts)!;

    [Fact]
    public void References_EveryProject_GoOneWay()
    {
        var references = Files("*.csproj").SelectMany(LinkedReferences).ToList();

        // From the top down: tests, then programs (services and gateway), then contracts, then the libraries of infra.
        Assert.NotEmpty(references);
        Assert.DoesNotContain(references, reference => reference.To.StartsWith("tests/") && !reference.From.StartsWith("tests/"));
        Assert.DoesNotContain(references, reference => reference.From.StartsWith("infra/") && !reference.To.StartsWith("infra/"));
        Assert.DoesNotContain(
            references, reference => reference.From.StartsWith("services/contracts/") && !reference.To.StartsWith("infra/"));
        Assert.DoesNotContain(
            references,
            reference =>
                !reference.From.StartsWith("tests/")
                    && reference.To.StartsWith("services/")
                    && !reference.To.StartsWith("services/contracts/"));
    }

    [Fact]
    public void Files_EverySource_StaysUnderTheCeiling() =>
        Assert.DoesNotContain(Files("*.cs").Where(IsWritten), file => File.ReadLines(file).Count() > LongestFile);

    [Fact]
    public void EventIds_EveryLogMessage_IsUnique()
    {
        var ids = Files("*.cs")
            .SelectMany(file => EventId().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value))
            .ToList();

        Assert.NotEmpty(ids);
        Assert.Empty(
            ids.GroupBy(id => int.Parse(id, CultureInfo.InvariantCulture)).Where(same => same.Count() > 1).Select(same => same.Key));
    }

    [Fact]
    public void Waits_InTests_AreForAConditionNotForATime()
    {
        var tests = Files("*.cs").Select(file => (Name: Relative(file), Text: File.ReadAllText(file)))
            .Where(
                file => file.Name.StartsWith("tests/") && !file.Name.StartsWith("tests/testing/") && !file.Name.StartsWith("tests/load/"));

        Assert.DoesNotContain(tests, file => Delay().IsMatch(file.Text));
    }

    private static IEnumerable<(string From, string To)> LinkedReferences(string project) =>
        from reference in XDocument.Load(project).Descendants("ProjectReference")
        where (string?)reference.Attribute("ReferenceOutputAssembly") != "false"
        let target = Path.GetFullPath((string)reference.Attribute("Include")!, Path.GetDirectoryName(project)!)
        select (Relative(project), Relative(target));

    private static IEnumerable<string> Files(string pattern) =>
        ((string[])["services", "gateway", "infra", "tests"]).SelectMany(
            folder => Directory.EnumerateFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories))
        .Where(file => !file.Contains("/obj/") && !file.Contains("/bin/"));

    private static bool IsWritten(string file) => !file.Contains("/Migrations/");

    private static string Relative(string file) => Path.GetRelativePath(Root, file);

    [GeneratedRegex(@"\[LoggerMessage\(\s*(?:EventId\s*=\s*)?(\d+)")]
    private static partial Regex EventId();

    [GeneratedRegex(@"\b(Thread\.Sleep|Task\.Delay)\(")]
    private static partial Regex Delay();
}
