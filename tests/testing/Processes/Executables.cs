namespace MsaSample.Testing;

/// <summary>Finds programs: the system's on PATH, and this repository's under <c>artifacts</c>.</summary>
public static class Executables
{
    private static readonly string[] SystemDirectories = ["/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin"];

    /// <summary>The directory <c>artifacts</c> in which this test program was built.</summary>
    public static string Artifacts { get; } = FindArtifacts();

    /// <summary>
    /// The full path of a program on PATH or in a system directory that a user's PATH may leave out; null when there is none.
    /// </summary>
    public static string? Find(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries)
        .Concat(SystemDirectories)
        .Select(directory => Path.Combine(directory, name))
        .FirstOrDefault(File.Exists);

    /// <summary>
    /// The dll of one of our programs, for example <c>MsaSample.Broker</c>: the published one, else the one built in the configuration of
    /// this test program.
    /// </summary>
    /// <exception cref="FileNotFoundException">It is neither published nor built.</exception>
    public static string OwnProgram(string project)
    {
        var configuration = Path.GetFileName(AppContext.BaseDirectory.TrimEnd('/'));
        string[] places =
        [
            Path.Combine(Artifacts, "publish", project, "release", project + ".dll"),
            Path.Combine(Artifacts, "bin", project, configuration, project + ".dll"),
        ];
        return places.FirstOrDefault(File.Exists)
            ?? throw new FileNotFoundException($"{project} is neither published nor built: looked for {string.Join(" and ", places)}");
    }

    private static string FindArtifacts()
    {
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
            if (directory.Name == "artifacts") return directory.FullName;
        throw new DirectoryNotFoundException($"{AppContext.BaseDirectory} is not inside a directory named artifacts");
    }
}
