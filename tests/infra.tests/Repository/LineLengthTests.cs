using MsaSample.Testing;

namespace MsaSample.Infra.Tests.Repository;

/// <summary>The width of the sources, for code and comments alike: no compiler checks it.</summary>
public sealed class LineLengthTests
{
    private const int LongestLine = 140;

    private static readonly string Root = Path.GetDirectoryName(Executables.Artifacts)!;

    [Fact]
    public void Lines_EverySource_HaveAtMost140Columns()
    {
        var tooLong =
            from folder in (string[])["services", "gateway", "infra", "tests"]
            from file in Directory.EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories)
            where !file.Contains("/obj/") && !file.Contains("/bin/") && !file.Contains("/Migrations/")
            from line in File.ReadLines(file).Select((text, index) => (Text: text, Number: index + 1))
            where line.Text.Length > LongestLine
            select $"{Path.GetRelativePath(Root, file)}:{line.Number} has {line.Text.Length} columns";

        Assert.Empty(tooLong);
    }
}
