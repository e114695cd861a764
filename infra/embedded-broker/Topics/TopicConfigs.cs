using System.Globalization;
using MsaSample.Broker.Storage;

namespace MsaSample.Broker.Topics;

/// <summary>The settings of a topic; immutable. Those that were not set have the default of <see cref="TopicConfigTable"/>.</summary>
internal sealed class TopicConfigs
{
    private readonly SortedDictionary<string, string> _given;

    private TopicConfigs(SortedDictionary<string, string> given) => _given = given;

    public static TopicConfigs None { get; } = new([]);

    /// <summary>Only the settings that were set, by name.</summary>
    public IReadOnlyDictionary<string, string> Given => _given;

    public string this[string name] => _given.GetValueOrDefault(name) ?? TopicConfigTable.Find(name)!.Default;

    /// <summary>Checks every name and value.</summary>
    /// <returns>The settings, or null and the first problem in Kafka's words.</returns>
    public static (TopicConfigs? Configs, string? Problem) Create(IEnumerable<KeyValuePair<string, string>> values)
    {
        var given = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in values)
        {
            if (TopicConfigTable.Find(name) is not { } definition)
                return (null, $"Unknown topic config name: {name}");
            if (definition.Check(value) is { } problem)
                return (null, problem);
            given[name] = value;
        }

        return (new TopicConfigs(given), null);
    }

    /// <summary>The settings that concern the log.</summary>
    public LogConfig ToLogConfig() => new()
    {
        SegmentBytes = Int("segment.bytes"),
        SegmentMs = Long("segment.ms"),
        SegmentIndexBytes = Int("segment.index.bytes"),
        IndexIntervalBytes = Int("index.interval.bytes"),
        FlushMessages = Long("flush.messages"),
        FlushMs = Long("flush.ms"),
        RetentionMs = Long("retention.ms"),
        RetentionBytes = Long("retention.bytes"),
        MaxMessageBytes = Int("max.message.bytes"),
        CleanupPolicy = ConfigDefinition.Elements(this["cleanup.policy"])
            .Aggregate(
                CleanupPolicy.None, (policies, name) => policies | (name == "compact" ? CleanupPolicy.Compact : CleanupPolicy.Delete)),
        TimestampType = Enum.Parse<TimestampType>(this["message.timestamp.type"]),
        TimestampAfterMaxMs = Long("message.timestamp.after.max.ms"),
        TimestampBeforeMaxMs = Long("message.timestamp.before.max.ms"),
        DeleteRetentionMs = Long("delete.retention.ms"),
        MinCleanableDirtyRatio = double.Parse(this["min.cleanable.dirty.ratio"], CultureInfo.InvariantCulture),
        MinCompactionLagMs = Long("min.compaction.lag.ms"),
        MaxCompactionLagMs = Long("max.compaction.lag.ms"),
    };

    private int Int(string name) => int.Parse(this[name], CultureInfo.InvariantCulture);

    private long Long(string name) => long.Parse(this[name], CultureInfo.InvariantCulture);
}
