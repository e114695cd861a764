using System.Diagnostics.Metrics;
using MsaSample.Broker.Groups;
using MsaSample.Broker.Handlers.Records;
using MsaSample.Broker.Metrics;
using MsaSample.Broker.Network;
using MsaSample.Broker.Topics;

namespace MsaSample.Broker.Hosting;

/// <summary>The observable instruments: the state of one broker, read when a listener asks.</summary>
internal sealed class BrokerGauges : IDisposable
{
    private readonly Meter _meter = new(BrokerMeter.Name);

    public BrokerGauges(
        TopicCatalog catalog,
        GroupCoordinator groups,
        FetchHandler fetches,
        FetchSessionCache sessions,
        ConnectionQuota connections,
        RequestMemory memory)
    {
        _meter.CreateObservableUpDownCounter("kafka.connection.count", () => connections.Count, "{connection}", "Open connections");
        _meter.CreateObservableUpDownCounter(
            "kafka.request.memory", () => memory.Used, "By", "Memory of the requests that are being received or handled");
        _meter.CreateObservableUpDownCounter(
            "kafka.purgatory.size", () => Of(fetches.Waiting, ("type", "fetch")), "{request}", "Fetches that wait for records");
        _meter.CreateObservableUpDownCounter("kafka.fetch.session.count", () => sessions.Count, "{session}", "Open fetch sessions");
        _meter.CreateObservableUpDownCounter("kafka.group.count", () => CountGroups(groups), "{group}", "Groups, by type and state");
        _meter.CreateObservableUpDownCounter(
            "kafka.partition.count", () => catalog.Topics.Sum(topic => topic.Partitions.Count), "{partition}", "Partitions");
        _meter.CreateObservableUpDownCounter(
            "kafka.log.size",
            () => EachPartition(catalog, partition => partition.Log.SizeInBytes),
            "By",
            "Size of a log, by topic and partition");
        _meter.CreateObservableGauge(
            "kafka.log.end_offset",
            () => EachPartition(catalog, partition => partition.Log.EndOffset),
            "{message}",
            "Log end offset, by topic and partition");
    }

    public void Dispose() => _meter.Dispose();

    private static IEnumerable<Measurement<int>> CountGroups(GroupCoordinator groups) => groups.Groups
        .Select(group => group.List())
        .CountBy(group => (group.Type, group.State))
        .Select(count => Of(count.Value, ("type", count.Key.Type), ("state", count.Key.State)));

    private static IEnumerable<Measurement<long>> EachPartition(TopicCatalog catalog, Func<Partition, long> read) =>
        from topic in catalog.Topics
        from partition in topic.Partitions
        select Of(read(partition), ("topic", topic.Name), ("partition", partition.Index));

    private static Measurement<T> Of<T>(T value, params ReadOnlySpan<(string Name, object Value)> tags) where T : struct
    {
        var pairs = new KeyValuePair<string, object?>[tags.Length];
        for (var i = 0; i < pairs.Length; i++)
            pairs[i] = new(tags[i].Name, tags[i].Value);
        return new Measurement<T>(value, pairs);
    }
}
