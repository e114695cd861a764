using System.Net.Sockets;
using System.Text;
using Confluent.Kafka;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using MsaSample.Messaging.DeadLetters;
using MsaSample.Messaging.Tests.Sample;
using MsaSample.Testing;
using MySqlConnector;

namespace MsaSample.Messaging.Tests;

/// <summary>What a batch cannot do is tried in halves, and a permanent error is not taken for an outage.</summary>
public sealed class RefusedBatchTests(TestServers servers)
{
    private const int MiB = 1 << 20;

    // The client tells the refusal of a statement above 4 MiB; of a smaller one only that the connection was lost.
    [Theory, InlineData(1 * MiB, 90_000), InlineData(16 * MiB, 900_000)]
    public async Task Batch_TooLargeForThePacketOfTheDatabase_IsTriedInHalves(int maxPacket, int size)
    {
        await using var server = await StartServerAsync(maxPacket);
        var settings = (await TestSettings.CreateAsync(servers, Provider.Sqlite)).WithDatabase(server.Url);
        await using (var copier = await settings.StartCopierAsync())
            await Eventually.True("it is ready", async () => await copier.HealthAsync("broker") == HealthStatus.Healthy);
        var body = Enumerable.Repeat((byte)'x', size).ToArray();
        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => WriteAsync(settings, $"a{i}", body)));
        await Wire.WriteAccountAsync(settings.Kafka, settings.AccountTopic, "good", 1, 7);

        await using var again = await settings.StartCopierAsync();

        await Eventually.True("the event among them is applied", async () => (await again.CopyAsync("good"))?.Balance == 7);
        await Eventually.True("all others are put aside", async () => await again.CountAsync("dead_letter") == 40);
        Assert.Equal(40 * size, await again.ScalarAsync("SELECT SUM(LENGTH(payload)) FROM dead_letter"));
    }

    [Fact]
    public async Task Record_TooLargeForThePacketOfTheDatabase_IsPutAsideWithoutItsBody()
    {
        await using var server = await StartServerAsync(1 * MiB);
        var settings = (await TestSettings.CreateAsync(servers, Provider.Sqlite)).WithDatabase(server.Url);
        await using var copier = await settings.StartCopierAsync();
        await Eventually.True("it is ready", async () => await copier.HealthAsync("broker") == HealthStatus.Healthy);

        // The client doubles each quote: 1.8 MB.
        await WriteAsync(settings, "a", Enumerable.Repeat((byte)'\'', 900_000).ToArray());
        await Wire.WriteAccountAsync(settings.Kafka, settings.AccountTopic, "a", 1, 7);

        await Eventually.True("the event behind it is applied", async () => (await copier.CopyAsync("a"))?.Balance == 7);
        var letter = Assert.Single(await copier.Get<DeadLetterOperations>().ListAsync(10, default));
        Assert.Contains("900000 bytes", letter.Reason, StringComparison.Ordinal);
        Assert.Equal("a", letter.Key);
    }

    [Theory, InlineData("io"), InlineData("socket"), InlineData("timeout")]
    public async Task Handler_ThrowsWhatAnOutageThrows_IsPutAsideAndOthersFlow(string kind)
    {
        var settings = await TestSettings.CreateAsync(servers, Provider.Sqlite);
        await using var copier = await settings.StartCopierAsync();
        copier.Faults.Refuse("bad", () => kind switch
        {
            "io" => new IOException("a file of the handler"),
            "socket" => new InvalidOperationException("a call", new SocketException((int)SocketError.ConnectionRefused)),
            _ => new TimeoutException("a call of the handler"),
        });
        await Eventually.True("it is ready", async () => await copier.HealthAsync("broker") == HealthStatus.Healthy);

        await Wire.WriteAccountAsync(settings.Kafka, settings.AccountTopic, "bad", 1, 1);
        await Eventually.True("it is put aside", async () => await copier.CountAsync("dead_letter") == 1);

        await Wire.WriteAccountAsync(settings.Kafka, settings.AccountTopic, "good", 1, 1);
        await Eventually.True("others flow", async () => (await copier.CopyAsync("good"))?.Balance == 1);
    }

    private static async Task<MariaDbServer> StartServerAsync(int maxPacket)
    {
        Requires.MariaDb();
        var server = await MariaDbServer.StartAsync();
        await using var connection = new MySqlConnection(server.ConnectionString());
        await connection.OpenAsync();
        await using var limit = new MySqlCommand($"SET GLOBAL max_allowed_packet = {maxPacket}", connection);
        await limit.ExecuteNonQueryAsync();
        return server;
    }

    private static Task WriteAsync(TestSettings settings, string key, byte[] body) =>
        Wire.WriteRawAsync(settings.Kafka, settings.AccountTopic, Encoding.UTF8.GetBytes(key), body, new Headers());
}
