using MsaSample.Broker.Protocol.Messages.Cluster;

namespace MsaSample.Broker.Handlers.Cluster;

/// <summary>The one node of the cluster, as clients are told of it.</summary>
internal sealed class BrokerNode(string clusterId, string advertisedHost)
{
    /// <summary>Leader of every partition, controller, and coordinator of every group.</summary>
    public const int Id = 1;

    /// <summary>22 characters, kept for the life of the data directory.</summary>
    public string ClusterId { get; } = clusterId;

    public string Host { get; } = advertisedHost;

    /// <summary>The port that is listened on; set before the first connection is taken.</summary>
    public int Port { get; set; }

    public MetadataBroker Describe() => new(Id, Host, Port);
}
