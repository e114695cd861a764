using System.Net;
using MsaSample.Broker.Groups;
using MsaSample.Broker.Network;
using MsaSample.Broker.Security;
using MsaSample.Broker.Storage;
using MsaSample.Broker.Topics;

namespace MsaSample.Broker.Hosting;

/// <summary>What can be chosen about an embedded broker.</summary>
public sealed class BrokerOptions
{
    /// <summary>TCP port; 0 takes any free one.</summary>
    public int Port { get; set; } = 9092;

    /// <summary>
    /// Address to listen on. 127.0.0.1 stands for ::1 too, where there is one. Any other lets strangers reach the broker: then think of
    /// <see cref="Tls"/> and <see cref="Sasl"/>, and set <see cref="AdvertisedHost"/>.
    /// </summary>
    public IPAddress ListenAddress { get; set; } = IPAddress.Loopback;

    /// <summary>Where the logs live. Null: a temporary directory that is deleted when the broker stops.</summary>
    public string? DataDirectory { get; set; }

    /// <summary>Disk, or for tests memory; memory has no use for a <see cref="DataDirectory"/>.</summary>
    public StorageKind Storage { get; set; } = StorageKind.Disk;

    /// <summary>Host name given to clients; they connect to it after the first contact.</summary>
    public string AdvertisedHost { get; set; } = "127.0.0.1";

    /// <summary>Whether asking for the metadata of an unknown topic creates it (Kafka's <c>auto.create.topics.enable</c>).</summary>
    public bool AutoCreateTopics { get; set; } = true;

    /// <summary>Partitions of a topic that is created without saying how many (Kafka's <c>num.partitions</c>).</summary>
    public int DefaultPartitions { get; set; } = 1;

    /// <summary>When records are flushed to disk, which only power loss or a crash of the machine puts to the test.</summary>
    public FsyncPolicy Fsync { get; set; } = FsyncPolicy.Never;

    /// <summary>Between two flushes under <see cref="FsyncPolicy.Interval"/>.</summary>
    public TimeSpan FsyncInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How often the logs are flushed, cleaned and trimmed. <see cref="Fsync"/> and <see cref="FsyncInterval"/> override what it says of them.</summary>
    internal StorageOptions Upkeep { get; set; } = StorageOptions.Default;

    internal StorageOptions StorageOptions => Upkeep with { Fsync = Fsync, FsyncInterval = FsyncInterval };

    internal TopicDefaults TopicDefaults => new() { AutoCreate = AutoCreateTopics, Partitions = DefaultPartitions };

    /// <summary>Rules for consumer groups: time-outs, sizes, how long offsets are kept.</summary>
    public GroupOptions Groups { get; } = new();

    /// <summary>TLS for every connection; null for plain text.</summary>
    public TlsOptions? Tls { get; set; }

    /// <summary>Who may connect, and how they prove it; null lets everybody in.</summary>
    public SaslOptions? Sasl { get; set; }

    /// <summary>The name that Kafka has for this kind of listener, as a client's <c>security.protocol</c> wants it.</summary>
    internal string SecurityProtocol => (Tls, Sasl) switch
    {
        (null, null) => "PLAINTEXT",
        ({ }, null) => "SSL",
        (null, { }) => "SASL_PLAINTEXT",
        _ => "SASL_SSL",
    };

    /// <summary>What clients may take of the broker.</summary>
    public BrokerLimits Limits { get; } = new();
}
