using MySqlConnector;

namespace MsaSample.Testing;

/// <summary>
/// A mariadbd on a free port of loopback, with a data directory of its own. As in production, a commit is on disk before it is
/// acknowledged, so the server may be killed at any time.
/// </summary>
public sealed class MariaDbServer : IAsyncDisposable
{
    private const string User = "msa";
    private const string Password = "msa-test";

    private readonly TempDirectory _directory = new("mariadb");
    private ProgramUnderTest? _server;

    private MariaDbServer() => Port = FreePort.Next();

    /// <summary>Its port, which stays the same after a restart.</summary>
    public int Port { get; }

    /// <summary>The address in the form of the setting <c>Database</c>.</summary>
    public string Url => $"mariadb://{User}:{Password}@127.0.0.1:{Port}";

    /// <summary>The Unix socket, for the command line client: <c>MYSQL_UNIX_PORT</c>.</summary>
    public string Socket => _directory.File("socket");

    /// <summary>A new server with no databases, ready for connections.</summary>
    public static async Task<MariaDbServer> StartAsync(CancellationToken ct = default)
    {
        var server = new MariaDbServer();
        try
        {
            await server.InstallAsync(ct);
            await server.RestartAsync(ct);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>An ADO.NET connection string; without a database it is for the server as a whole.</summary>
    public string ConnectionString(string? database = null) =>
        new MySqlConnectionStringBuilder
        {
            Server = "127.0.0.1",
            Port = (uint)Port,
            UserID = User,
            Password = Password,
            Database = database ?? "",
        }.ConnectionString;

    /// <summary>Creates an empty database with a new name, and returns its connection string.</summary>
    public async Task<string> CreateDatabaseAsync(CancellationToken ct = default)
    {
        var name = "test_" + Guid.CreateVersion7().ToString("N");
        await using var connection = new MySqlConnection(ConnectionString());
        await connection.OpenAsync(ct);
        await using var create = new MySqlCommand($"CREATE DATABASE {name} CHARACTER SET utf8mb4", connection);
        await create.ExecuteNonQueryAsync(ct);
        return ConnectionString(name);
    }

    /// <summary>Kills it with SIGKILL.</summary>
    public Task KillAsync() => _server!.KillAsync();

    /// <summary>Starts it with the data it has, and waits until it answers.</summary>
    public async Task RestartAsync(CancellationToken ct = default)
    {
        if (_server is not null) await _server.DisposeAsync();
        _server = ProgramUnderTest.StartCommand("mariadbd", Executables.Find("mariadbd")!, ServerOptions(), _directory);
        await Eventually.True("mariadbd answers", AnswersAsync, TimeSpan.FromSeconds(60), ct: ct);
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null) await _server.DisposeAsync();
        _directory.Dispose();
    }

    private async Task InstallAsync(CancellationToken ct)
    {
        string[] options =
        [
            "--no-defaults", $"--datadir={DataDirectory}", "--auth-root-authentication-method=normal", "--skip-test-db",
            $"--user={Environment.UserName}",
        ];
        await using var install = ProgramUnderTest.StartCommand(
            "mariadb-install-db", Executables.Find("mariadb-install-db")!, options, _directory);
        var exitCode = await install.WaitForExitAsync(TimeSpan.FromSeconds(90), ct);
        if (exitCode != 0) throw new InvalidOperationException($"mariadb-install-db ended with {exitCode}.\n{install.Tail()}");
        await File.WriteAllTextAsync(
            _directory.File("init.sql"),
            $"CREATE USER IF NOT EXISTS '{User}'@'%' IDENTIFIED BY '{Password}';\nGRANT ALL ON *.* TO '{User}'@'%' WITH GRANT OPTION;\n",
            ct);
    }

    private string DataDirectory => _directory.File("data");

    private string[] ServerOptions() =>
    [
        "--no-defaults", $"--datadir={DataDirectory}", $"--user={Environment.UserName}",
        $"--port={Port}", "--bind-address=127.0.0.1", "--skip-name-resolve", $"--socket={Socket}",
        $"--pid-file={_directory.File("mariadbd.pid")}", $"--init-file={_directory.File("init.sql")}",
        "--innodb-flush-log-at-trx-commit=1", "--innodb-buffer-pool-size=64M", "--innodb-log-file-size=64M", "--performance-schema=OFF",
        "--character-set-server=utf8mb4", "--max-connections=400",
    ];

    private async Task<bool> AnswersAsync()
    {
        if (_server!.HasExited) throw new InvalidOperationException(_server.Tail());
        await using var connection = new MySqlConnection(ConnectionString() + ";Pooling=false");
        await connection.OpenAsync();
        return true;
    }
}
