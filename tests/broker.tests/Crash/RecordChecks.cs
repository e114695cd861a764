using Confluent.Kafka;

namespace MsaSample.Broker.Tests.Crash;

/// <summary>Compares the stored records with those that were written and acknowledged.</summary>
internal static class RecordChecks
{
    /// <summary>Checks what an idempotent producer wrote, 0, 1, 2, …: each is stored once, so record n has offset n.</summary>
    public static void CheckOnce(IEnumerable<StoredRecord> stored, int written) =>
        Assert.Equal(Enumerable.Range(0, written).Select(i => new StoredRecord(i, RecordWriter.Value(i))), stored);

    /// <summary>Checks that acknowledged records are stored at the acknowledged offsets; a retry may have stored them twice.</summary>
    public static void CheckAcknowledged(
        IReadOnlyDictionary<TopicPartition, List<StoredRecord>> stored,
        IEnumerable<(TopicPartitionOffset Place, string Value)> acknowledged)
    {
        var found = stored.SelectMany(
            partition => partition.Value.Select(record => (Place: new TopicPartitionOffset(partition.Key, record.Offset), record.Value)))
            .ToDictionary(record => record.Place, record => record.Value);
        foreach (var (place, value) in acknowledged)
            Assert.True(
                found.GetValueOrDefault(place) == value,
                $"{value} was acknowledged at {place}, where {found.GetValueOrDefault(place) ?? "nothing"} is");
    }

    /// <summary>Checks that no offset is lower than the acknowledged one.</summary>
    public static void CheckNotLess(
        string what, IReadOnlyDictionary<TopicPartition, long> acknowledged, IReadOnlyDictionary<TopicPartition, long> found)
    {
        foreach (var (partition, offset) in acknowledged)
            Assert.True(found[partition] >= offset, $"{partition} {what} {found[partition]}, {offset} was acknowledged");
    }
}
