using MsaSample.Broker.Protocol;

namespace MsaSample.Broker.Topics;

/// <summary>The checks before a change to the catalog.</summary>
internal static class TopicRules
{
    private const int MaxPartitions = 10_000;

    /// <summary>Null when a topic of that name may be added to the <paramref name="existing"/> ones.</summary>
    public static TopicResult? RefuseNew(string name, int partitions, ICollection<string> existing)
    {
        if (existing.Contains(name))
            return TopicResult.Refused(ErrorCode.TopicAlreadyExists, $"Topic '{name}' already exists.");
        if (TopicNames.Check(name) is { } problem)
            return TopicResult.Refused(ErrorCode.InvalidTopic, problem);
        if (existing.FirstOrDefault(other => TopicNames.Collide(name, other)) is { } colliding)
            return TopicResult.Refused(ErrorCode.InvalidTopic, $"Topic '{name}' collides with existing topic: {colliding}");

        return RefuseCount(partitions);
    }

    /// <summary>Null when a topic may grow to this number of partitions.</summary>
    public static TopicResult? RefuseIncrease(Topic topic, int partitions) => partitions <= topic.Partitions.Count
        ? TopicResult.Refused(
            ErrorCode.InvalidPartitions,
            $"The topic {topic.Name} currently has {topic.Partitions.Count} partition(s); {partitions} would not be an increase.")
        : RefuseCount(partitions);

    private static TopicResult? RefuseCount(int partitions) => partitions is <= 0 or > MaxPartitions
        ? TopicResult.Refused(ErrorCode.InvalidPartitions, $"Number of partitions must be 1 to {MaxPartitions}.")
        : null;
}
