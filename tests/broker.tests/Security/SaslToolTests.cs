using MsaSample.Broker.Hosting;
using MsaSample.Broker.Security;
using MsaSample.Testing;

namespace MsaSample.Broker.Tests.Security;

/// <summary>Kafka's tools and kcat with authentication, and users added by kafka-configs.</summary>
public sealed class SaslToolTests : IDisposable
{
    private readonly TempDirectory _directory = new("sasl");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task KafkaConfigs_AddsAUser_WhoMayLogInAlsoAfterARestart()
    {
        Requires.ApacheKafka();
        Requires.Kcat();
        File.WriteAllText(Path.Combine(_directory, "admin.properties"), """
            security.protocol=SASL_PLAINTEXT
            sasl.mechanism=SCRAM-SHA-256
            sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required username="alice" password="alice-secret";
            """);
        const string Configs =
            "$KAFKA_HOME/bin/kafka-configs.sh --bootstrap-server $B --command-config $D/admin.properties --entity-type users";

        await using (var broker = await StartAsync())
        {
            var told = await ShellAsync(
                broker,
                $"{Configs} --alter --entity-name bob --add-config 'SCRAM-SHA-256=[iterations=8192,password=bob-secret]' "
                + $"&& {Configs} --describe");
            Assert.Contains("SCRAM credential configs for user-principal 'bob' are SCRAM-SHA-256=iterations=8192", told);
        }

        Assert.DoesNotContain("bob-secret", File.ReadAllText(Path.Combine(_directory, "data", "scram-credentials.json")));
        await using var again = await StartAsync();
        Assert.Contains("(controller)", await ShellAsync(again, Kcat("SCRAM-SHA-256", "bob", "bob-secret")));
    }

    [Fact]
    public async Task PythonKafka_Plain_ProducesAndConsumes()
    {
        Requires.PythonKafka();
        await using var broker = await StartAsync();
        File.WriteAllText(Path.Combine(_directory, "plain.py"), """
            import os, kafka
            login = dict(bootstrap_servers=os.environ["B"], security_protocol="SASL_PLAINTEXT", sasl_mechanism="PLAIN",
                         sasl_plain_username="alice", sasl_plain_password="alice-secret")
            producer = kafka.KafkaProducer(**login)
            producer.send("t", b"value").get(20)
            consumer = kafka.KafkaConsumer("t", auto_offset_reset="earliest", consumer_timeout_ms=20000, **login)
            print(next(consumer).value.decode())
            """);

        Assert.Equal("value\n", await ShellAsync(broker, "/usr/bin/python3 $D/plain.py"));
    }

    [Fact]
    public async Task Kcat_Plain_IsServed()
    {
        Requires.Kcat();
        await using var broker = await StartAsync();

        Assert.Contains("(controller)", await ShellAsync(broker, Kcat("PLAIN", "alice", "alice-secret")));
    }

    private static string Kcat(string mechanism, string user, string password) =>
        $"kcat -b $B -X security.protocol=SASL_PLAINTEXT -X sasl.mechanisms={mechanism} "
        + $"-X sasl.username={user} -X sasl.password={password} -L";

    private Task<EmbeddedBroker> StartAsync() => EmbeddedBroker.StartNewAsync(options =>
    {
        options.DataDirectory = Path.Combine(_directory, "data");
        options.Sasl = new SaslOptions { Users = { ["alice"] = "alice-secret" } };
    });

    private async Task<string> ShellAsync(EmbeddedBroker broker, string script)
    {
        await using var shell = ProgramUnderTest.StartCommand("bash", "bash", ["-c", script], environment: new Dictionary<string, string>
        {
            ["B"] = broker.BootstrapServers,
            ["D"] = _directory,
        });
        var exitCode = await shell.WaitForExitAsync(TimeSpan.FromSeconds(90), Cancel);

        Assert.True(exitCode == 0, shell.Tail());
        return shell.StandardOutput;
    }
}
