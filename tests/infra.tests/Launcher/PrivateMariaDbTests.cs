using System.Runtime.Versioning;
using MsaSample.Launcher.MariaDb;
using MsaSample.Launcher.Parts;
using MsaSample.Launcher.Processes;
using MsaSample.Testing;
using MySqlConnector;

namespace MsaSample.Infra.Tests.Launcher;

[SupportedOSPlatform("linux")]
public sealed class PrivateMariaDbTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_KilledAndStoppedAndStartedAgain_KeepsTheData()
    {
        Requires.MariaDb();
        using var bench = new ProcessBench();
        var (server, part) = Create(bench);
        await part.StartAsync(Cancellation);
        await ExecuteAsync(server, "CREATE DATABASE shop; CREATE TABLE shop.t (id INT PRIMARY KEY); INSERT INTO shop.t VALUES (7)");

        UnixSignal.Send(server.Pid!.Value, UnixSignal.Kill);
        await Eventually.True("it is ready again", () => bench.Screen.Text.Contains("mariadb is ready again"), ct: Cancellation);
        Assert.Equal(7, await ExecuteAsync(server, "SELECT id FROM shop.t"));
        await part.StopAsync(CancellationToken.None);

        var (nextServer, nextPart) = Create(bench);
        await nextPart.StartAsync(Cancellation);
        Assert.Equal(7, await ExecuteAsync(nextServer, "SELECT id FROM shop.t"));
        await nextPart.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Run_GuardKilled_TheServerEndsToo()
    {
        Requires.MariaDb();
        using var bench = new ProcessBench();
        var (server, part) = Create(bench);
        await part.StartAsync(Cancellation);
        var mariadbd = server.Pid!.Value;
        var guard = ProcessTable.ParentOf(mariadbd)!.Value;

        UnixSignal.Send(guard, UnixSignal.Kill);

        await Eventually.True("the server without a guard has ended", () => ProcessTable.StartTimeOf(mariadbd) is null, ct: Cancellation);
        await part.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Prepare_Password_IsForItsOwnerOnly()
    {
        using var directory = new TempDirectory();
        Directory.CreateDirectory(directory.File("files"));
        using var bench = new ProcessBench();
        var server = new PrivateMariaDb(directory, new MariaDbPrograms("mariadbd", "mariadb-install-db"), bench.CreateLog("mariadb"));

        await server.PrepareAsync(Cancellation);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(directory.File("password")));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(directory.File("init.sql")));
    }

    private static (PrivateMariaDb Server, ProcessPart Part) Create(ProcessBench bench)
    {
        var server = new PrivateMariaDb(Path.Combine(bench.Directory, "mariadb"), MariaDbPrograms.Find(), bench.CreateLog("install"));
        return (server, bench.Create("mariadb", new ProcessPlan(server.CreateSpec, server.WaitUntilReadyAsync)
        {
            Prepare = server.PrepareAsync,
            InnerPid = () => server.Pid,
            StopTimeout = TimeSpan.FromSeconds(60),
        }));
    }

    private static async Task<object?> ExecuteAsync(PrivateMariaDb server, string sql)
    {
        var url = new Uri(server.Url);
        var user = url.UserInfo.Split(':');
        await using var connection = new MySqlConnection(
            $"Server={url.Host};Port={url.Port};User={user[0]};Password={user[1]};Pooling=false");
        await connection.OpenAsync(Cancellation);
        await using var command = new MySqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(Cancellation);
    }
}
