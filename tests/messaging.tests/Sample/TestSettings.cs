namespace MsaSample.Messaging.Tests.Sample;

/// <summary>The settings of a test's services, and the names that keep them apart from those of other tests.</summary>
internal sealed class TestSettings
{
    private TestSettings(string test, Dictionary<string, string?> values) => (Test, Values) = (test, values);

    public string Test { get; }

    public Dictionary<string, string?> Values { get; }

    public string Kafka => Values["Kafka"]!;

    public string AccountTopic => Test + ".account-events";

    public string CopyTopic => Test + ".copy-events";

    public string Source => "source-" + Test;

    public string Copier => "copier-" + Test;

    public static async Task<TestSettings> CreateAsync(TestServers servers, Provider provider)
    {
        var test = Guid.NewGuid().ToString("N")[..8];
        return new TestSettings(test, new()
        {
            ["Database"] = await servers.DatabaseAsync(provider),
            ["Data"] = servers.Directory(test),
            ["Kafka"] = await servers.KafkaAsync(),
            ["Messaging:FirstBackOff"] = "00:00:00.010",
        });
    }

    /// <summary>The same services where no broker is: the outbox only fills.</summary>
    public TestSettings WithoutBroker() => WithBroker("127.0.0.1:1");

    public TestSettings WithDatabase(string database) => new(Test, new(Values) { ["Database"] = database });

    public TestSettings WithBroker(string address) => new(Test, new(Values) { ["Kafka"] = address });

    public Task<SampleService> StartSourceAsync()
    {
        TopicNames.Begin(Test);
        return SampleService.StartAsync(Source, this, messaging => messaging.Publishes<AccountChanged>());
    }

    /// <param name="declare">What this version of the service declares beyond the others.</param>
    public Task<SampleService> StartCopierAsync(Action<MessagingBuilder>? declare = null)
    {
        TopicNames.Begin(Test);
        return SampleService.StartAsync(
            Copier,
            this,
            messaging =>
            {
                messaging.Publishes<CopyChanged>().Consumes<AccountChanged, OnAccountChanged>();
                declare?.Invoke(messaging);
            });
    }
}
