using MsaSample.Broker.Protocol.Messages.Cluster;

namespace MsaSample.Broker.Handlers.Cluster;

/// <summary>The only node of the cluster, as clients see it.</summary>
internal sealed class BrokerNode(string clusterId, string advertisedHost)
{
    /// <summary>Leader of every partition, controller, and coordinator of every group.</summary>
    public const int Id = 1;

    /// <summary>22 characters; as long as the data directory exists it stays the same.</summary>
    public string ClusterId { get; } = clusterId;

    public string Host { get; } = advertisedHost;

    /// <summary>The port of the listener; set before the first connection is accepted.</summary>
    public int Port { get; set; }

    public MetadataBroker Describe() => new(Id, Host, Port);
}
