namespace MsaSample.Broker.Topics;

/// <summary>The defaults for new topics. Names in comments are Kafka's settings.</summary>
internal sealed record TopicDefaults
{
    /// <summary><c>auto.create.topics.enable</c>: a metadata request for an unknown topic creates it.</summary>
    public bool AutoCreate { get; init; } = true;

    /// <summary><c>num.partitions</c>: partitions of a topic that is created without a number.</summary>
    public int Partitions { get; init; } = 1;
}
