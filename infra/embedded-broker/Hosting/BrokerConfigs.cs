using System.Globalization;
using MsaSample.Broker.Groups;
using MsaSample.Broker.Handlers.Cluster;
using MsaSample.Broker.Handlers.Configs;
using MsaSample.Broker.Protocol.Messages.Configs;
using MsaSample.Broker.Storage;
using MsaSample.Broker.Topics;
using MsaSample.Broker.Transactions;

namespace MsaSample.Broker.Hosting;

/// <summary>
/// The node's settings in the form of DescribeConfigs: those that have a meaning here, and the defaults of topic settings. None can be
/// changed at run time.
/// </summary>
internal sealed class BrokerConfigs(BrokerOptions options, TransactionOptions transactions, BrokerNode node, LogDirectory directory)
    : INodeConfigs
{
    public IEnumerable<DescribedConfig> Describe()
    {
        var listener = $"{options.SecurityProtocol}://{node.Host}:{node.Port.ToString(CultureInfo.InvariantCulture)}";
        return new[]
            {
                Chosen("advertised.listeners", ConfigType.List, listener),
                Chosen("auto.create.topics.enable", ConfigType.Boolean, options.AutoCreateTopics ? "true" : "false"),
                Chosen("broker.id", ConfigType.Int, BrokerNode.Id.ToString(CultureInfo.InvariantCulture)),
                Chosen("default.replication.factor", ConfigType.Int, "1"),
                Chosen("listeners", ConfigType.List, listener),
                Chosen("log.dirs", ConfigType.List, directory.Path),
                Chosen("node.id", ConfigType.Int, BrokerNode.Id.ToString(CultureInfo.InvariantCulture)),
                Chosen("num.partitions", ConfigType.Int, options.DefaultPartitions.ToString(CultureInfo.InvariantCulture)),
                Chosen("offsets.topic.replication.factor", ConfigType.Short, "1"),
                Chosen("sasl.enabled.mechanisms", ConfigType.List, string.Join(',', options.Sasl?.Mechanisms ?? [])),
                Default("delete.topic.enable", ConfigType.Boolean, "true"),
                Default("transaction.max.timeout.ms", ConfigType.Int, Milliseconds(transactions.MaxTimeout)),
                Default(
                    "transaction.state.log.num.partitions",
                    ConfigType.Int,
                    transactions.LogPartitions.ToString(CultureInfo.InvariantCulture)),
                Default("transactional.id.expiration.ms", ConfigType.Int, Milliseconds(transactions.IdExpiration)),
                Chosen("connections.max.idle.ms", ConfigType.Long, Milliseconds(options.Limits.MaxIdle)),
                Chosen("max.connections", ConfigType.Int, options.Limits.MaxConnections.ToString(CultureInfo.InvariantCulture)),
                Chosen("max.connections.per.ip", ConfigType.Int, options.Limits.MaxConnectionsPerIp.ToString(CultureInfo.InvariantCulture)),
                Chosen("socket.request.max.bytes", ConfigType.Int, options.Limits.MaxRequestBytes.ToString(CultureInfo.InvariantCulture)),
            }
            .Concat(DescribeGroups(options.Groups))
            .Concat(TopicConfigTable.All.Where(d => d.BrokerName is not null).Select(d => Default(d.BrokerName!, d.Type, d.Default)))
            .OrderBy(c => c.Name, StringComparer.Ordinal);
    }

    private static IEnumerable<DescribedConfig> DescribeGroups(GroupOptions groups) =>
    [
        Chosen("group.consumer.heartbeat.interval.ms", groups.ConsumerHeartbeatInterval),
        Chosen("group.consumer.session.timeout.ms", groups.ConsumerSessionTimeout),
        Chosen("group.initial.rebalance.delay.ms", groups.InitialRebalanceDelay),
        Chosen("group.max.session.timeout.ms", groups.MaxSessionTimeout),
        Chosen("group.min.session.timeout.ms", groups.MinSessionTimeout),
        Chosen(
            "offsets.retention.minutes", ConfigType.Int, groups.OffsetsRetention.TotalMinutes.ToString("0", CultureInfo.InvariantCulture)),
        Chosen("offsets.topic.num.partitions", ConfigType.Int, groups.OffsetsPartitions.ToString(CultureInfo.InvariantCulture)),
    ];

    private static DescribedConfig Chosen(string name, TimeSpan value) =>
        Chosen(name, ConfigType.Int, Milliseconds(value));

    private static string Milliseconds(TimeSpan time) => time.TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture);

    private static DescribedConfig Chosen(string name, ConfigType type, string value) =>
        Describe(name, type, value, ConfigSource.StaticBroker);

    private static DescribedConfig Default(string name, ConfigType type, string value) => Describe(name, type, value, ConfigSource.Default);

    private static DescribedConfig Describe(string name, ConfigType type, string value, ConfigSource source) =>
        new(name, value, ReadOnly: true, source, [new ConfigSynonym(name, value, source)], type, Documentation: null);
}
