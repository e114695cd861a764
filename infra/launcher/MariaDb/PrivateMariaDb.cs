using System.Diagnostics;
using System.Globalization;
using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Text;
using MsaSample.Launcher.Output;
using MsaSample.Launcher.Ports;
using MsaSample.Launcher.Processes;
using MsaSample.Launcher.Readiness;

namespace MsaSample.Launcher.MariaDb;

/// <summary>
/// A private mariadbd in <c>{data}/mariadb</c>: on a free port of the loopback address, its user's random password in a file that only
/// its owner reads, every commit on disk before it is answered.
/// </summary>
internal sealed class PrivateMariaDb(string directory, MariaDbPrograms programs, ProcessLog log)
{
    private const string User = "msa";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>
    /// mariadbd does not read its input, so a shell starts it, reads the launcher's pipe and stops the server at its end.
    /// The watcher is a process of its own, so that the server also stops when the shell is killed.
    /// </summary>
    private const string Guard = """
        exec 3<&0
        "$MSA_MARIADBD" "$@" 3<&- &
        server=$!
        trap 'kill -TERM $server 2>/dev/null' TERM
        { while read -r _ <&3; do :; done; kill -TERM $server 2>/dev/null; } &
        watcher=$!
        while :; do wait $server; code=$?; kill -0 $server 2>/dev/null || break; done
        kill $watcher 2>/dev/null
        exit $code
        """;

    private int _port;

    private string DataDirectory => Path.Combine(directory, "files");

    private string PasswordFile => Path.Combine(directory, "password");

    private string InitFile => Path.Combine(directory, "init.sql");

    private string PidFile => Path.Combine(directory, "mariadbd.pid");

    /// <summary>The services' setting <c>Database</c>.</summary>
    public string Url => $"mariadb://{User}:{File.ReadAllText(PasswordFile)}@127.0.0.1:{_port}";

    /// <summary>The pid of mariadbd itself, behind its guard.</summary>
    public int? Pid =>
        File.Exists(PidFile) && int.TryParse(File.ReadAllText(PidFile).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var pid)
            ? pid
            : null;

    /// <summary>Creates the data directory at the first start; one that was left unfinished is created again.</summary>
    [UnsupportedOSPlatform("windows")]
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(directory, OwnerOnly | UnixFileMode.UserExecute);
        if (!File.Exists(PasswordFile))
            await WriteSecretAsync(PasswordFile, RandomNumberGenerator.GetHexString(32, lowercase: true), cancellationToken);

        var account = $"'{User}'@'127.0.0.1'";
        await WriteSecretAsync(
            InitFile,
            $"""
            CREATE USER IF NOT EXISTS {account};
            ALTER USER {account} IDENTIFIED BY '{await File.ReadAllTextAsync(PasswordFile, cancellationToken)}';
            GRANT ALL PRIVILEGES ON *.* TO {account};

            """,
            cancellationToken);

        if (!Directory.Exists(DataDirectory))
            await InstallAsync(cancellationToken);
    }

    /// <summary>The server under its guard. A restart keeps the port of the run before.</summary>
    public ProcessSpec CreateSpec(string? lastAddress)
    {
        if (lastAddress is null)
            _port = PortCheck.FindFree();

        // A session of its own: Ctrl-C in the terminal is for the launcher, which stops the database last.
        return new ProcessSpec("setsid", ["sh", "-c", Guard, "mariadb-guard", .. ServerArguments()])
        {
            // Not an argument: a search for mariadbd in the list of processes should find the server, not its guard.
            Environment = new Dictionary<string, string?> { ["MSA_MARIADBD"] = programs.Server },
            ReadyLine = ReadyLines.MariaDb(),
            LeadsGroup = true,
        };
    }

    public async Task<string> WaitUntilReadyAsync(ProcessRun run, Action<string> waitingFor, CancellationToken cancellationToken)
    {
        waitingFor("mariadbd to accept connections (after a crash it recovers first)");
        await run.ReadyLine.WaitAsync(cancellationToken);
        return $"127.0.0.1:{_port}";
    }

    private IEnumerable<string> ServerArguments() =>
    [
        "--no-defaults",
        $"--datadir={DataDirectory}",
        $"--pid-file={PidFile}",
        $"--init-file={InitFile}",
        // Relative to the data directory: the path of a socket has at most 107 characters.
        "--socket=mariadbd.sock",
        $"--port={_port}",
        "--bind-address=127.0.0.1",
        "--character-set-server=utf8mb4",
        "--collation-server=utf8mb4_general_ci",
        "--transaction-isolation=READ-COMMITTED",
        "--innodb-flush-log-at-trx-commit=1",
        "--innodb-buffer-pool-size=128M",
        "--innodb-log-file-size=64M",
        "--max-connections=400",
        "--table-open-cache=400",
        "--performance-schema=OFF",
        "--skip-log-bin",
        "--key-buffer-size=1M",
        "--aria-pagecache-buffer-size=8M",
        .. AsRoot(),
    ];

    /// <summary>mariadbd refuses to run as root unless told to.</summary>
    private static string[] AsRoot() => Environment.IsPrivilegedProcess ? [$"--user={Environment.UserName}"] : [];

    private async Task InstallAsync(CancellationToken cancellationToken)
    {
        var unfinished = DataDirectory + ".new";
        if (Directory.Exists(unfinished))
            Directory.Delete(unfinished, recursive: true);

        var start = new ProcessStartInfo(
            programs.Installer, ["--no-defaults", $"--datadir={unfinished}", "--skip-test-db", "--skip-name-resolve", .. AsRoot()])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var installer = Process.Start(start)!;
        installer.StandardInput.Close();
        var streams = log.BeginRun();
        await Task.WhenAll(
            CopyAsync(installer.StandardOutput, streams, cancellationToken),
            CopyAsync(installer.StandardError, streams, cancellationToken));
        await installer.WaitForExitAsync(cancellationToken);
        if (installer.ExitCode != 0)
        {
            throw new LaunchException(
                $"{programs.Installer} failed with exit code {installer.ExitCode}. The last lines of its log:\n{log.Tail()}");
        }

        Directory.Move(unfinished, DataDirectory);
    }

    /// <summary>The installer writes advice to standard error too; its exit code tells whether it failed.</summary>
    private static async Task CopyAsync(StreamReader reader, ProcessLog.LogStreams log, CancellationToken cancellationToken)
    {
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
            log.Write(line, ProcessStream.Output);
    }

    [UnsupportedOSPlatform("windows")]
    private static async Task WriteSecretAsync(string path, string text, CancellationToken cancellationToken)
    {
        File.Delete(path);
        await using var file = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = OwnerOnly,
        });
        await file.WriteAsync(Encoding.UTF8.GetBytes(text), cancellationToken);
    }
}
