using Confluent.Kafka;
using MsaSample.Broker.Hosting;
using MsaSample.Broker.Security;

namespace MsaSample.Broker.Tests.Security;

/// <summary>Each kind of listener, used with librdkafka.</summary>
public sealed class SecureListenerTests : IDisposable
{
    private readonly TestAuthority _authority = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _authority.Dispose();

    [Theory]
    [InlineData(SecurityProtocol.Ssl, null)]
    [InlineData(SecurityProtocol.SaslPlaintext, SaslMechanism.Plain)]
    [InlineData(SecurityProtocol.SaslPlaintext, SaslMechanism.ScramSha256)]
    [InlineData(SecurityProtocol.SaslPlaintext, SaslMechanism.ScramSha512)]
    [InlineData(SecurityProtocol.SaslSsl, SaslMechanism.ScramSha256)]
    public async Task ProduceAndConsume_EachKindOfListener_Work(SecurityProtocol protocol, SaslMechanism? mechanism)
    {
        await using var broker = await StartAsync(protocol);
        var config = Client(broker, protocol, mechanism);
        var large = new string('x', 300_000);

        using var producer = new ProducerBuilder<Null, string>(new ProducerConfig(config)).SetLogHandler(static (_, _) => { }).Build();
        await producer.ProduceAsync("t", new Message<Null, string> { Value = large }, Cancel);
        await producer.ProduceAsync("t", new Message<Null, string> { Value = "second" }, Cancel);

        using var consumer = new ConsumerBuilder<Null, string>(
            new ConsumerConfig(config) { GroupId = "g" }).SetLogHandler(static (_, _) => { }).Build();
        consumer.Assign(new TopicPartitionOffset("t", 0, Offset.Beginning));
        Assert.Equal([large, "second"], [Read(), Read()]);

        string Read() => consumer.Consume(TimeSpan.FromSeconds(20)).Message.Value;
    }

    [Theory]
    [InlineData(SaslMechanism.Plain, "Invalid username or password")]
    [InlineData(SaslMechanism.ScramSha256, "due to invalid credentials with SASL mechanism SCRAM-SHA-256")]
    public async Task Connect_WrongPassword_IsToldSo(SaslMechanism mechanism, string expected)
    {
        await using var broker = await StartAsync(SecurityProtocol.SaslPlaintext);
        var config = Client(broker, SecurityProtocol.SaslPlaintext, mechanism);
        config.SaslPassword = "wrong";

        Assert.Contains(expected, await FirstErrorAsync(config));
    }

    [Fact]
    public async Task Connect_WithoutClientCertificate_IsRefused()
    {
        await using var broker = await StartAsync(SecurityProtocol.Ssl, o => o.Tls!.ClientAuthorityFile = _authority.CertificateFile);

        Assert.NotEmpty(await FirstErrorAsync(Client(broker, SecurityProtocol.Ssl, null)));
    }

    [Fact]
    public async Task Connect_WithClientCertificate_IsServed()
    {
        await using var broker = await StartAsync(SecurityProtocol.Ssl, o => o.Tls!.ClientAuthorityFile = _authority.CertificateFile);
        var config = Client(broker, SecurityProtocol.Ssl, null);
        (config.SslCertificateLocation, config.SslKeyLocation) = _authority.Issue("client");

        using var admin = new AdminClientBuilder(config).SetLogHandler(static (_, _) => { }).Build();

        Assert.Single(admin.GetMetadata(TimeSpan.FromSeconds(20)).Brokers);
    }

    [Fact]
    public async Task Connect_ClientSignedByAStranger_IsRefused()
    {
        using var stranger = new TestAuthority();
        await using var broker = await StartAsync(SecurityProtocol.Ssl, o => o.Tls!.ClientAuthorityFile = _authority.CertificateFile);
        var config = Client(broker, SecurityProtocol.Ssl, null);
        (config.SslCertificateLocation, config.SslKeyLocation) = stranger.Issue("client");

        Assert.NotEmpty(await FirstErrorAsync(config));
    }

    private async Task<EmbeddedBroker> StartAsync(SecurityProtocol protocol, Action<BrokerOptions>? configure = null) =>
        await EmbeddedBroker.StartNewAsync(options =>
        {
            if (protocol is SecurityProtocol.Ssl or SecurityProtocol.SaslSsl)
            {
                var (certificate, key) = _authority.Issue("broker");
                options.Tls = new TlsOptions { CertificateFile = certificate, KeyFile = key };
            }

            if (protocol is SecurityProtocol.SaslPlaintext or SecurityProtocol.SaslSsl)
                options.Sasl = new SaslOptions { Users = { ["alice"] = "alice-secret" } };
            configure?.Invoke(options);
        }, cancellationToken: Cancel);

    private ClientConfig Client(EmbeddedBroker broker, SecurityProtocol protocol, SaslMechanism? mechanism) => new()
    {
        BootstrapServers = broker.BootstrapServers,
        SecurityProtocol = protocol,
        SslCaLocation = _authority.CertificateFile,
        SaslMechanism = mechanism,
        SaslUsername = mechanism is null ? null : "alice",
        SaslPassword = mechanism is null ? null : "alice-secret",
    };

    private static async Task<string> FirstErrorAsync(ClientConfig config)
    {
        var error = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var admin = new AdminClientBuilder(config)
            .SetLogHandler(static (_, _) => { }).SetErrorHandler((_, e) => error.TrySetResult(e.Reason)).Build();
        return await error.Task.WaitAsync(TimeSpan.FromSeconds(20), TimeProvider.System, Cancel);
    }
}
