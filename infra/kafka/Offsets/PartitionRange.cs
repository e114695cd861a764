using System.Globalization;
using Confluent.Kafka;
using MsaSample.CommandLine.Options;
using MsaSample.Kafka.Clients;

namespace MsaSample.Kafka.Offsets;

/// <summary>
/// One item of <c>--topic-partitions</c>: <c>topic</c>, <c>topic:3</c>, <c>topic:0-3</c> (the last one left out), <c>topic:5-</c> or
/// <c>topic:-3</c>.
/// </summary>
internal sealed record PartitionRange(TopicFilter Topics, int First, int End)
{
    public static PartitionRange Parse(string text, bool excludeInternal)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var topics = new TopicFilter(colon switch { < 0 => text, 0 => null, _ => text[..colon] }, excludeInternal);
        var range = colon < 0 ? "" : text[(colon + 1)..];
        if (range.Length == 0)
            return new(topics, 0, int.MaxValue);

        var dash = range.IndexOf('-', StringComparison.Ordinal);
        if (dash < 0)
            return new(topics, Number(range), Number(range) + 1);

        return new(topics, dash == 0 ? 0 : Number(range[..dash]), dash == range.Length - 1 ? int.MaxValue : Number(range[(dash + 1)..]));
    }

    /// <exception cref="UsageException">It is no partition number.</exception>
    public static int Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new UsageException($"'{text}' is no partition: it must be a number");

    public bool Includes(TopicPartition partition) =>
        Topics.Includes(partition.Topic) && partition.Partition.Value >= First && partition.Partition.Value < End;
}
