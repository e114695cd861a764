using System.Text.RegularExpressions;
using System.Xml.Linq;
using MsaSample.Testing;

namespace MsaSample.Infra.Tests.Repository;

/// <summary>What the libraries below the services may know: contracts only events, data nothing of messaging.</summary>
public sealed partial class LibraryReferenceTests
{
    private static readonly string Root = Path.GetDirectoryName(Executables.Artifacts)!;

    [Theory]
    [InlineData("infra/events")]
    [InlineData("infra/data")]
    [InlineData("infra/messaging", "infra/data", "infra/events")]
    [InlineData("services/contracts", "infra/events")]
    public void References_Library_AreOnlyTheAllowedProjects(string library, params string[] allowed)
    {
        var references = Project(library).Descendants("ProjectReference")
            .Select(reference => Path.GetFullPath((string)reference.Attribute("Include")!, Path.Combine(Root, library)))
            .Select(project => Path.GetRelativePath(Root, Path.GetDirectoryName(project)!));

        Assert.Equal(allowed.Order(), references.Order());
    }

    [Theory]
    [InlineData("infra/events")]
    [InlineData("services/contracts")]
    public void References_LibraryOfEvents_IncludeNoPackageAndNoFramework(string library)
    {
        var project = Project(library);

        Assert.Equal("Microsoft.NET.Sdk", (string?)project.Root!.Attribute("Sdk"));
        Assert.Empty(project.Descendants("PackageReference"));
        Assert.Empty(project.Descendants("FrameworkReference"));
    }

    [Fact]
    public void Sources_OfData_DoNotMentionMessaging()
    {
        var sources = Directory.EnumerateFiles(Path.Combine(Root, "infra/data"), "*.cs", SearchOption.AllDirectories).ToList();

        Assert.NotEmpty(sources);
        Assert.Empty(
            sources.SelectMany(source => MessagingTerm().Matches(File.ReadAllText(source)).Select(term => $"{source}: {term.Value}")));
    }

    private static XDocument Project(string folder) => XDocument.Load(Directory.GetFiles(Path.Combine(Root, folder), "*.csproj").Single());

    [GeneratedRegex(@"(?i)messaging|outbox|inbox|kafka|broker|relay|\btopics?\b|dead.?letter|consumer")]
    private static partial Regex MessagingTerm();
}
