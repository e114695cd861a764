using System.Collections.Frozen;
using MsaSample.Broker.Protocol.Messages.Configs;

namespace MsaSample.Broker.Topics;

/// <summary>
/// The topic settings of Apache Kafka 4.3: name, type, default, and the broker setting that the default comes from. All of them can
/// be set and described; those for replication and tiered storage have no effect on a single node.
/// </summary>
internal static class TopicConfigTable
{
    public static IReadOnlyList<ConfigDefinition> All { get; } =
    [
        new("cleanup.policy", ConfigType.List, "delete", "log.cleanup.policy") { Allowed = ["compact", "delete"] },
        new("compression.gzip.level", ConfigType.Int, "-1", "compression.gzip.level") { Min = -1, Max = 9 },
        new("compression.lz4.level", ConfigType.Int, "9", "compression.lz4.level") { Min = 1, Max = 17 },
        new("compression.type", ConfigType.String, "producer", "compression.type")
        {
            Allowed = ["uncompressed", "zstd", "lz4", "snappy", "gzip", "producer"],
        },
        new("compression.zstd.level", ConfigType.Int, "3", "compression.zstd.level") { Min = -131072, Max = 22 },
        new("delete.retention.ms", ConfigType.Long, "86400000", "log.cleaner.delete.retention.ms") { Min = 0 },
        new("file.delete.delay.ms", ConfigType.Long, "60000", "log.segment.delete.delay.ms") { Min = 0 },
        new("flush.messages", ConfigType.Long, "9223372036854775807", "log.flush.interval.messages") { Min = 1 },
        new("flush.ms", ConfigType.Long, "9223372036854775807", null) { Min = 0 },
        new("follower.replication.throttled.replicas", ConfigType.List, "", null),
        new("index.interval.bytes", ConfigType.Int, "4096", "log.index.interval.bytes") { Min = 0 },
        new("leader.replication.throttled.replicas", ConfigType.List, "", null),
        new("local.retention.bytes", ConfigType.Long, "-2", "log.local.retention.bytes") { Min = -2 },
        new("local.retention.ms", ConfigType.Long, "-2", "log.local.retention.ms") { Min = -2 },
        new("max.compaction.lag.ms", ConfigType.Long, "9223372036854775807", "log.cleaner.max.compaction.lag.ms") { Min = 1 },
        new("max.message.bytes", ConfigType.Int, "1048588", "message.max.bytes") { Min = 0 },
        new("message.timestamp.after.max.ms", ConfigType.Long, "3600000", "log.message.timestamp.after.max.ms") { Min = 0 },
        new("message.timestamp.before.max.ms", ConfigType.Long, "9223372036854775807", "log.message.timestamp.before.max.ms") { Min = 0 },
        new("message.timestamp.type", ConfigType.String, "CreateTime", "log.message.timestamp.type")
        {
            Allowed = ["CreateTime", "LogAppendTime"],
        },
        new("min.cleanable.dirty.ratio", ConfigType.Double, "0.5", "log.cleaner.min.cleanable.ratio") { Min = 0, Max = 1 },
        new("min.compaction.lag.ms", ConfigType.Long, "0", "log.cleaner.min.compaction.lag.ms") { Min = 0 },
        new("min.insync.replicas", ConfigType.Int, "1", "min.insync.replicas") { Min = 1 },
        new("preallocate", ConfigType.Boolean, "false", "log.preallocate"),
        new("remote.log.copy.disable", ConfigType.Boolean, "false", null),
        new("remote.log.delete.on.disable", ConfigType.Boolean, "false", null),
        new("remote.storage.enable", ConfigType.Boolean, "false", null),
        new("retention.bytes", ConfigType.Long, "-1", "log.retention.bytes"),
        new("retention.ms", ConfigType.Long, "604800000", null) { Min = -1 },
        new("segment.bytes", ConfigType.Int, "1073741824", "log.segment.bytes") { Min = 1048576 },
        new("segment.index.bytes", ConfigType.Int, "10485760", "log.index.size.max.bytes") { Min = 4 },
        new("segment.jitter.ms", ConfigType.Long, "0", null) { Min = 0 },
        new("segment.ms", ConfigType.Long, "604800000", null) { Min = 1 },
        new("unclean.leader.election.enable", ConfigType.Boolean, "false", "unclean.leader.election.enable"),
    ];

    private static readonly FrozenDictionary<string, ConfigDefinition> ByName = All.ToFrozenDictionary(d => d.Name);

    public static ConfigDefinition? Find(string name) => ByName.GetValueOrDefault(name);
}
