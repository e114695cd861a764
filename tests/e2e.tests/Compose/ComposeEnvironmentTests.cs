using System.Net;
using System.Text.RegularExpressions;
using MsaSample.Testing;
using MySqlConnector;

namespace MsaSample.EndToEnd.Tests;

/// <summary>
/// Runs every program of the compose file as its container would: the published build with the environment of image and file, with an
/// Apache Kafka of three nodes, a MariaDB initialised by the file's script, and a stock Eureka server. Only addresses are replaced by
/// loopback ones.
/// </summary>
public sealed partial class ComposeEnvironmentTests : IAsyncDisposable
{
    private static readonly Dictionary<string, string> Secrets = Password().Matches(ComposeFile.Text)
        .Select(match => match.Groups[1].Value)
        .Distinct()
        .ToDictionary(
            name => name,
            name => name == "ADMIN_PASSWORD" ? Administrator.Password : name.Replace("_", "", StringComparison.Ordinal));

    private readonly ComposeFile _file = ComposeFile.Read(Secrets);
    private readonly TempDirectory _data = new("compose");
    private readonly List<IAsyncDisposable> _running = [];

    [Fact]
    public async Task Programs_WithTheEnvironmentOfTheFile_ConfirmAnOrder()
    {
        Requires.NoneMissing(Missing.MariaDb, Missing.ApacheKafka, Missing.StockEureka);
        var addresses = await StartServersAsync();
        Uri gateway = null!;
        // The gateway is the last one in the file.
        var programs = _file.Services.Where(service => _file.Get(service, "build") is not null).ToList();
        for (var i = 0; i < programs.Count; i++)
            gateway = await StartProgramAsync(programs[i], $"127.0.0.{i + 2}", addresses);

        using var shop = new Storefront(gateway);
        foreach (var service in programs.SkipLast(1))
            await Eventually.Passes(
                $"{service} is ready behind the gateway",
                async () => (await shop.Anyone.GetAsync($"/{service}/health/ready")).Is(HttpStatusCode.OK));
        var customer = await shop.NewCustomerAsync();
        var productId = "";
        await Eventually.Passes(
            "catalog-service has found the keys of user-service",
            async () => productId = (await shop.NewProductAsync(stock: 5)).ProductId);

        var order = await customer.OrderUntilFinalAsync(productId);

        Assert.Equal("CONFIRMED", order.Status);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var running in Enumerable.Reverse(_running)) await running.DisposeAsync();
        _data.Dispose();
    }

    private async Task<Dictionary<string, string>> StartServersAsync()
    {
        var kafka = await OwnAsync(ApacheKafka.StartAsync(nodes: 3));
        var mariaDb = await OwnAsync(MariaDbServer.StartAsync());
        var eureka = await OwnAsync(StockEureka.StartAsync(["eureka.server.response-cache-update-interval-ms=500"]));
        await InitialiseAsync(mariaDb);
        return new()
        {
            [_file.Environment("order-service")["MSA_Kafka"]] = kafka.BootstrapServers,
            ["http://eureka:8761/eureka"] = eureka.Url.ToString(),
            ["@mariadb:3306"] = $"@127.0.0.1:{mariaDb.Port}",
        };
    }

    // As the image of MariaDB does at its first start: sets the password of root, then runs the script with the container's environment.
    private async Task InitialiseAsync(MariaDbServer mariaDb)
    {
        await using (var connection = new MySqlConnection(mariaDb.ConnectionString()))
        {
            await connection.OpenAsync();
            await using var password = new MySqlCommand(
                $"ALTER USER 'root'@'localhost' IDENTIFIED BY '{Secrets["MARIADB_ROOT_PASSWORD"]}'", connection);
            await password.ExecuteNonQueryAsync();
        }
        var script = Path.Combine(ComposeFile.Repository, "infra", "docker", "mariadb-init.sh");
        // Only the option file in the home directory overrides what a distribution sets for the client in /etc.
        await File.WriteAllTextAsync(_data.File(".my.cnf"), $"[client]\nsocket={mariaDb.Socket}\n");
        var environment = new Dictionary<string, string>(_file.Environment("mariadb")) { ["HOME"] = _data };
        await using var run = ProgramUnderTest.StartCommand("mariadb-init", "bash", [script], _data, environment);
        var exitCode = await run.WaitForExitAsync();
        Assert.True(exitCode == 0, run.Tail());
    }

    private async Task<Uri> StartProgramAsync(string service, string address, Dictionary<string, string> addresses)
    {
        static string Replaced(string text, Dictionary<string, string> by) =>
            by.Aggregate(text, (result, pair) => result.Replace(pair.Key, pair.Value, StringComparison.Ordinal));
        var replacements = new Dictionary<string, string>(addresses) { ["0.0.0.0"] = address };
        var environment =
            new Dictionary<string, string> { ["ASPNETCORE_URLS"] = "http://0.0.0.0:8080", ["MSA_Data"] = _data.File(service) };
        foreach (var (name, value) in _file.Environment(service)) environment[name] = value;
        foreach (var (name, value) in environment.ToArray()) environment[name] = Replaced(value, replacements);
        environment["MSA_Eureka__Instance__IPAddress"] = address; // In a container, the program finds its address itself.

        var program = await OwnAsync(Task.FromResult(ProgramUnderTest.Start(ProjectOf(service), [], _data, environment)));
        await program.WaitForLineAsync($"{service} is ready: ");
        return new Uri($"http://{address}:8080");
    }

    // order-service is MsaSample.OrderService.
    private static string ProjectOf(string service) =>
        "MsaSample." + string.Concat(service.Split('-').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));

    private async Task<T> OwnAsync<T>(Task<T> starting) where T : IAsyncDisposable
    {
        var part = await starting;
        _running.Add(part);
        return part;
    }

    [GeneratedRegex(@"\$\{(\w+_PASSWORD)\b")]
    private static partial Regex Password();
}
