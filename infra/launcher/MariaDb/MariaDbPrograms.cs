namespace MsaSample.Launcher.MariaDb;

/// <summary>The paths of MariaDB's programs; older packages use MySQL's names.</summary>
internal sealed record MariaDbPrograms(string Server, string Installer)
{
    private static readonly string[] MoreDirectories =
        ["/usr/sbin", "/usr/local/sbin", "/usr/local/bin", "/usr/libexec", "/opt/homebrew/bin"];

    /// <exception cref="LaunchException">MariaDB is not installed.</exception>
    public static MariaDbPrograms Find() => new(
        FindOne("mariadbd", "mysqld") ?? throw Missing("mariadbd"),
        FindOne("mariadb-install-db", "mysql_install_db") ?? throw Missing("mariadb-install-db"));

    private static string? FindOne(params string[] names)
    {
        var directories = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Concat(MoreDirectories).ToList();
        return names
            .SelectMany(name => directories.Select(directory => Path.Combine(directory, name)))
            .FirstOrDefault(File.Exists);
    }

    private static LaunchException Missing(string program) => new(
        $"{program} is not installed; install it with: sudo apt-get install mariadb-server, "
        + "name a server with --database mariadb://user:password@host:port, or use --database sqlite");
}
