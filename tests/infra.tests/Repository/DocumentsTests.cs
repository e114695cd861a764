using System.Text.Json;
using System.Text.RegularExpressions;
using MsaSample.Testing;

namespace MsaSample.Infra.Tests.Repository;

/// <summary>Rules about the documents beside the sources: their headings, their links, and the solution filter.</summary>
public sealed partial class DocumentsTests
{
    private static readonly string Root = Path.GetDirectoryName(Executables.Artifacts)!;

    private static readonly string Decisions = Path.Combine(Root, "infra/docs/adr");

    public static TheoryData<string> DecisionFiles =>
        [.. Directory.GetFiles(Decisions, "0*.md").Select(file => Path.GetFileName(file)).Order()];

    [Theory]
    [MemberData(nameof(DecisionFiles))]
    public void Decision_EveryPage_HasTheSameHeadings(string file)
    {
        var headings = File.ReadLines(Path.Combine(Decisions, file)).Where(line => line.StartsWith('#')).ToList();

        Assert.Matches($"^# {file[..4]} [A-Z]", headings[0]);
        Assert.Equal(["## Context", "## Decision", "## Price", "## Revisit when"], headings.Skip(1));
    }

    [Theory]
    [MemberData(nameof(DecisionFiles))]
    public void Decision_EveryPage_IsInTheIndexWithItsTitle(string file)
    {
        var title = File.ReadLines(Path.Combine(Decisions, file)).First()["# 0000 ".Length..];

        Assert.Contains($"* [{file[..4]}]({file}) {title}", File.ReadLines(Path.Combine(Decisions, "README.md")));
    }

    [Fact]
    public void Links_InEveryDocument_LeadToAFile()
    {
        var links =
            from document in Documents()
            from link in Link().Matches(File.ReadAllText(document)).Select(match => match.Groups["path"].Value)
            where !link.Contains("://")
            let target = Path.GetFullPath(link.TrimEnd('/'), Path.GetDirectoryName(document)!)
            select (Document: Path.GetRelativePath(Root, document), Link: link, Exists: Path.Exists(target));

        Assert.NotEmpty(links);
        Assert.DoesNotContain(links, link => !link.Exists);
    }

    [Fact]
    public void SampleFilter_EveryService_IsInIt()
    {
        using var filter = JsonDocument.Parse(File.ReadAllText(Path.Combine(Root, "MsaSample.Sample.slnf")));
        var projects = filter.RootElement.GetProperty("solution")
            .GetProperty("projects")
            .EnumerateArray()
            .Select(project => project.GetString()!)
            .ToList();
        var services = Directory.GetFiles(Path.Combine(Root, "services"), "*.csproj", SearchOption.AllDirectories);

        Assert.NotEmpty(services);
        Assert.Subset(projects.ToHashSet(), services.Select(project => Path.GetRelativePath(Root, project)).ToHashSet());
        Assert.All(projects, project => Assert.True(File.Exists(Path.Combine(Root, project)), $"{project} does not exist"));
    }

    private static IEnumerable<string> Documents() =>
        Directory.EnumerateFiles(Root, "*.md")
        .Concat(((string[])["services", "gateway", "infra", "tests", ".github"]).SelectMany(
            folder => Directory.EnumerateFiles(Path.Combine(Root, folder), "*.md", SearchOption.AllDirectories)));

    // [text](path#anchor) and src="path" or srcset="path" of an HTML picture.
    [GeneratedRegex(@"(?:\]\(|src(?:set)?="")(?<path>[^)#""\s]+)")]
    private static partial Regex Link();
}
