namespace MsaSample.Broker.Hosting;

/// <summary>What can be chosen about an embedded broker.</summary>
public sealed class BrokerOptions
{
    /// <summary>TCP port on 127.0.0.1 (and ::1 where there is one); 0 takes any free port.</summary>
    public int Port { get; set; } = 9092;

    /// <summary>Where the logs live. Null: a temporary directory that is deleted when the broker stops.</summary>
    public string? DataDirectory { get; set; }

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
}
