namespace MsaSample.Messaging;

/// <summary>A topic as its writer wants it. Created at start where it is missing; an existing one that differs is reported, not changed.</summary>
/// <param name="Name">Kafka topic name.</param>
public sealed record EventTopic(string Name)
{
    /// <summary>Number of partitions. Changing it later would move keys between partitions and is therefore only reported.</summary>
    public int Partitions { get; init; } = 6;

    /// <summary>True: <c>cleanup.policy=compact</c>, Kafka keeps the newest event of each key for ever. False: the broker's retention.</summary>
    public bool Compacted { get; init; } = true;
}
