namespace MsaSample.Events;

/// <summary>
/// A topic and the settings its writer wants. A missing topic is created when a service that writes or reads it starts; an existing one
/// with other settings is reported and left as it is.
/// </summary>
public sealed record EventTopic(string Name)
{
    /// <summary>Number of partitions. A later change would move keys to other partitions, so it is only reported.</summary>
    public int Partitions { get; init; } = 6;

    /// <summary>
    /// True: <c>cleanup.policy=compact</c>, Kafka always keeps the newest event of each key. False: the broker's retention applies.
    /// </summary>
    public bool Compacted { get; init; } = true;
}
