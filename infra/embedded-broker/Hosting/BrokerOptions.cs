using System.Net;
using MsaSample.Broker.Groups;
using MsaSample.Broker.Network;
using MsaSample.Broker.Security;
using MsaSample.Broker.Storage;
using MsaSample.Broker.Topics;

namespace MsaSample.Broker.Hosting;

/// <summary>The options of an embedded broker.</summary>
public sealed class BrokerOptions
{
    /// <summary>TCP port; 0 for any free port.</summary>
    public int Port { get; set; } = 9092;

    /// <summary>
    /// Address to listen on. 127.0.0.1 includes ::1 where it exists. Any other address makes the broker reachable from outside: then set
    /// <see cref="AdvertisedHost"/>, and consider <see cref="Tls"/> and <see cref="Sasl"/>.
    /// </summary>
    public IPAddress ListenAddress { get; set; } = IPAddress.Loopback;

    /// <summary>Directory of the logs. Null for a temporary one, which is deleted when the broker stops.</summary>
    public string? DataDirectory { get; set; }

    /// <summary>Where the logs are stored: on disk, or for tests in memory, which ignores <see cref="DataDirectory"/>.</summary>
    public StorageKind Storage { get; set; } = StorageKind.Disk;

    /// <summary>Host name that clients use after they have asked the broker for its metadata.</summary>
    public string AdvertisedHost { get; set; } = "127.0.0.1";

    /// <summary>Whether a metadata request for an unknown topic creates it (Kafka's <c>auto.create.topics.enable</c>).</summary>
    public bool AutoCreateTopics { get; set; } = true;

    /// <summary>Number of partitions of a topic that is created without one (Kafka's <c>num.partitions</c>).</summary>
    public int DefaultPartitions { get; set; } = 1;

    /// <summary>When records are flushed to disk; it matters only for power loss and crashes of the machine.</summary>
    public FsyncPolicy Fsync { get; set; } = FsyncPolicy.Never;

    /// <summary>Time between two flushes under <see cref="FsyncPolicy.Interval"/>.</summary>
    public TimeSpan FsyncInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Intervals of background work on the logs; <see cref="Fsync"/> and <see cref="FsyncInterval"/> override its own.</summary>
    internal StorageOptions Maintenance { get; set; } = StorageOptions.Default;

    internal StorageOptions StorageOptions => Maintenance with { Fsync = Fsync, FsyncInterval = FsyncInterval };

    internal TopicDefaults TopicDefaults => new() { AutoCreate = AutoCreateTopics, Partitions = DefaultPartitions };

    /// <summary>Options of consumer groups: time-outs, sizes, retention of offsets.</summary>
    public GroupOptions Groups { get; } = new();

    /// <summary>TLS for every connection; null for plain text.</summary>
    public TlsOptions? Tls { get; set; }

    /// <summary>Authentication of clients; null for none.</summary>
    public SaslOptions? Sasl { get; set; }

    /// <summary>Kafka's name of the listener's protocol, the value of a client's <c>security.protocol</c>.</summary>
    internal string SecurityProtocol => (Tls, Sasl) switch
    {
        (null, null) => "PLAINTEXT",
        ({ }, null) => "SSL",
        (null, { }) => "SASL_PLAINTEXT",
        _ => "SASL_SSL",
    };

    /// <summary>Limits on what clients may use.</summary>
    public BrokerLimits Limits { get; } = new();
}
