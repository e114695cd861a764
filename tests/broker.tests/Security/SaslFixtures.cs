using System.Text;
using Confluent.Kafka;
using Confluent.Kafka.Admin;
using MsaSample.Broker.Hosting;
using MsaSample.Broker.Security;
using MsaSample.Broker.Tests.Clients;
using MsaSample.Testing;

namespace MsaSample.Broker.Tests.Security;

/// <summary>This broker, with the user alice.</summary>
public sealed class EmbeddedSaslBroker : IBrokerUnderTest, IAsyncLifetime
{
    private EmbeddedBroker? _broker;

    public string BootstrapServers => _broker!.BootstrapServers;

    public ValueTask StartAsync() => ValueTask.CompletedTask;

    public async ValueTask InitializeAsync() =>
        _broker = await EmbeddedBroker.StartNewAsync(o => o.Sasl = new SaslOptions { Users = { ["alice"] = "alice-secret" } });

    public async ValueTask DisposeAsync() => await _broker!.DisposeAsync();
}

/// <summary>Apache Kafka, with the user alice.</summary>
public sealed class ApacheKafkaSasl : IBrokerUnderTest, IAsyncDisposable
{
    private const string Modules = "org.apache.kafka.common.security";
    private ApacheKafka? _kafka;

    public string BootstrapServers => _kafka!.BootstrapServers;

    public async ValueTask StartAsync()
    {
        Requires.ApacheKafka();
        if (_kafka is not null)
            return;

        _kafka = await ApacheKafka.StartAsync(
            nodes: 1,
            [
                "listener.security.protocol.map=PLAINTEXT:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT",
                "inter.broker.listener.name=PLAINTEXT",
                "sasl.mechanism.inter.broker.protocol=PLAIN",
                "sasl.enabled.mechanisms=PLAIN,SCRAM-SHA-256,SCRAM-SHA-512",
                $"listener.name.plaintext.plain.sasl.jaas.config={Modules}.plain.PlainLoginModule required"
                    + " username=\"alice\" password=\"alice-secret\" user_alice=\"alice-secret\";",
                $"listener.name.plaintext.scram-sha-256.sasl.jaas.config={Modules}.scram.ScramLoginModule required;",
                $"listener.name.plaintext.scram-sha-512.sasl.jaas.config={Modules}.scram.ScramLoginModule required;",
            ]);
        using var admin = new AdminClientBuilder(new AdminClientConfig
        {
            BootstrapServers = BootstrapServers,
            SecurityProtocol = SecurityProtocol.SaslPlaintext,
            SaslMechanism = SaslMechanism.Plain,
            SaslUsername = "alice",
            SaslPassword = "alice-secret",
        }).Build();
        foreach (var mechanism in new[] { ScramMechanism.ScramSha256, ScramMechanism.ScramSha512 })
            await admin.AlterUserScramCredentialsAsync([Credential(mechanism)]);

        await Eventually.True("the log-ins know alice", () => KnowsAsync(admin), ct: TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (_kafka is not null)
            await _kafka.DisposeAsync();
    }

    // Credentials become valid a moment after the controller has stored them.
    private static async Task<bool> KnowsAsync(IAdminClient admin)
    {
        var known = await admin.DescribeUserScramCredentialsAsync(["alice"]);
        return known.UserScramCredentialsDescriptions.Single().ScramCredentialInfos.Count == 2;
    }

    private static UserScramCredentialUpsertion Credential(ScramMechanism mechanism) => new()
    {
        User = "alice",
        Password = Encoding.UTF8.GetBytes("alice-secret"),
        ScramCredentialInfo = new ScramCredentialInfo { Mechanism = mechanism, Iterations = 4096 },
    };
}

/// <summary>The SASL contract against this broker.</summary>
public sealed class EmbeddedBrokerSaslTests(EmbeddedSaslBroker broker) : SaslContract(broker), IClassFixture<EmbeddedSaslBroker>;

/// <summary>The SASL contract against Apache Kafka.</summary>
public sealed class ApacheKafkaSaslTests(ApacheKafkaSasl broker) : SaslContract(broker), IClassFixture<ApacheKafkaSasl>;
