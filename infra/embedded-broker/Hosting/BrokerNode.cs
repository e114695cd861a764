using MsaSample.Broker.Protocol.Messages;
using MsaSample.Broker.Storage;

namespace MsaSample.Broker.Hosting;

/// <summary>The one node of the cluster, as clients are told of it.</summary>
internal sealed class BrokerNode(LogDirectory directory, BrokerOptions options)
{
    /// <summary>Leader of every partition, controller, and coordinator of every group.</summary>
    public const int Id = 1;

    /// <summary>22 characters, kept for the life of the data directory.</summary>
    public string ClusterId { get; } = directory.Meta.ClusterId;

    public string Host { get; } = options.AdvertisedHost;

    /// <summary>The port that is listened on; set before the first connection is taken.</summary>
    public int Port { get; set; }

    public MetadataBroker Describe() => new(Id, Host, Port);
}
