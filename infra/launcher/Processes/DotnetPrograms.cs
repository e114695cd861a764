using System.Runtime.InteropServices;

namespace MsaSample.Launcher.Processes;

/// <summary>
/// Finds the other programs of the solution beside the launcher, built or published:
/// <c>../../MsaSample.Broker/debug/MsaSample.Broker.dll</c>.
/// </summary>
internal sealed class DotnetPrograms(string launcherDirectory)
{
    private readonly string _directory = Path.TrimEndingDirectorySeparator(launcherDirectory);

    /// <summary>The <c>dotnet</c> that runs this process.</summary>
    public static string Host { get; } =
        Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet"));

    /// <summary>The path of a program's assembly.</summary>
    /// <exception cref="LaunchException">It is not built.</exception>
    public string Find(string assembly)
    {
        var configuration = Path.GetFileName(_directory);
        var path = Path.GetFullPath(Path.Combine(_directory, "..", "..", assembly, configuration, assembly + ".dll"));
        if (File.Exists(path))
            return path;

        var published = path.Contains($"{Path.DirectorySeparatorChar}publish{Path.DirectorySeparatorChar}", StringComparison.Ordinal);
        throw new LaunchException(
            $"{assembly}.dll is not built (looked for {path}); "
            + $"build everything with: dotnet {(published ? "publish -c Release" : "build")} MsaSample.sln");
    }
}
