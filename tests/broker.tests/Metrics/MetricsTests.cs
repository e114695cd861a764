using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using Confluent.Kafka;
using MsaSample.Broker.Hosting;
using MsaSample.Broker.Storage;
using MsaSample.Testing;

namespace MsaSample.Broker.Tests.Metrics;

/// <summary>
/// The measurements that a listener gets. Other tests in the process share the meter, so only those of this topic are compared.
/// </summary>
public sealed class MetricsTests : IDisposable
{
    private readonly string _topic = $"metrics-{Guid.CreateVersion7():N}";
    private readonly ConcurrentDictionary<string, string> _instruments = [];
    private readonly ConcurrentDictionary<string, double> _values = [];
    private readonly MeterListener _listener = new();

    public MetricsTests()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name != "MsaSample.Broker") return;
            _instruments[instrument.Name] = instrument.Unit ?? "";
            listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Keep(instrument, value, tags));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Keep(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Keep(instrument, value, tags));
        _listener.Start();
    }

    [Fact]
    public async Task Broker_ProducesAndConsumes_IsMeasured()
    {
        await using var broker = await EmbeddedBroker.StartNewAsync(o => o.Fsync = FsyncPolicy.Always);
        using var producer = new ProducerBuilder<Null, string>(new ProducerConfig { BootstrapServers = broker.BootstrapServers }).Build();
        for (var i = 0; i < 3; i++)
            await producer.ProduceAsync(_topic, new Message<Null, string> { Value = "v" }, TestContext.Current.CancellationToken);
        using var consumer = new ConsumerBuilder<Null, string>(
            new ConsumerConfig { BootstrapServers = broker.BootstrapServers, GroupId = "g" }).Build();
        consumer.Assign(new TopicPartitionOffset(_topic, 0, Offset.Beginning));
        Assert.NotNull(consumer.Consume(Eventually.DefaultTimeout));

        _listener.RecordObservableInstruments();

        Assert.Equal(3, _values[$"kafka.message.count topic={_topic}"]);
        Assert.Equal(3, _values[$"kafka.log.end_offset topic={_topic} partition=0"]);
        Assert.True(_values[$"kafka.network.io direction=in topic={_topic}"] > 0);
        Assert.True(_values[$"kafka.network.io direction=out topic={_topic}"] > 0);
        Assert.True(_values["kafka.request.time type=Produce"] > 0);
        Assert.True(_values["kafka.logs.flush.time"] > 0);
        Assert.True(_values["kafka.connection.count"] > 0);
    }

    [Fact]
    public async Task Readme_MetricsTable_EqualsTheCode()
    {
        await using var broker = await EmbeddedBroker.StartNewAsync();

        var listed = File.ReadLines(ReadmePath()).Where(line => line.StartsWith("| `kafka.", StringComparison.Ordinal))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries)).Select(cells => $"{cells[1].Trim('`')} {cells[2]}");

        Assert.Equal(_instruments.Select(i => $"{i.Key} {i.Value}").Order(), listed.Order());
    }

    public void Dispose() => _listener.Dispose();

    private static string ReadmePath([CallerFilePath] string thisFile = "") =>
        Path.Combine(Path.GetDirectoryName(thisFile)!, "../../../infra/embedded-broker/README.md");

    private void Keep(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var name = instrument.Name;
        foreach (var (key, tag) in tags) name += $" {key}={tag}";
        _values.AddOrUpdate(name, value, (_, sum) => sum + value);
    }
}
