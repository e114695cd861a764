namespace MsaSample.Broker.Groups.ConsumerProtocol;

/// <summary>
/// The assignor <c>uniform</c>: spreads the partitions evenly and moves as few as it can. Members keep what they have, free partitions go
/// to the member with the fewest, and partitions move only where the distribution is still uneven. Members may subscribe to different
/// topics.
/// </summary>
internal static class UniformAssignor
{
    public static IReadOnlyDictionary<string, HashSet<TopicIdPartition>> Assign(
        IReadOnlyCollection<ConsumerMember> members, Subscriptions subscriptions)
    {
        var assignment = members.ToDictionary(
            static member => member.MemberId,
            member => member.Target.Where(partition => subscriptions.Contains(member.MemberId, partition)).ToHashSet());
        var owners = new Dictionary<TopicIdPartition, string>();
        foreach (var (memberId, partitions) in assignment)
        {
            foreach (var partition in partitions)
                owners[partition] = memberId;
        }

        // Topics with few subscribers come first, because their partitions have the least choice.
        var topics = subscriptions.Partitions
            .Select(topic => (Id: topic.Key, Count: topic.Value, Readers: members.Select(static member => member.MemberId)
                .Where(memberId => subscriptions.Of(memberId).Contains(topic.Key)).Order(StringComparer.Ordinal).ToArray()))
            .Where(static topic => topic.Readers.Length > 0)
            .OrderBy(static topic => topic.Readers.Length).ThenBy(static topic => topic.Id)
            .ToArray();

        // Each move makes the distribution more even, so the loop ends.
        for (var moved = true; moved;)
        {
            moved = false;
            foreach (var (id, count, readers) in topics)
            {
                for (var index = 0; index < count; index++)
                    moved |= Place(new TopicIdPartition(id, index), readers, assignment, owners);
            }
        }

        return assignment;
    }

    private static bool Place(
        TopicIdPartition partition, string[] readers, Dictionary<string, HashSet<TopicIdPartition>> assignment,
        Dictionary<TopicIdPartition, string> owners)
    {
        var least = readers.MinBy(reader => assignment[reader].Count)!;
        if (owners.TryGetValue(partition, out var owner))
        {
            if (assignment[owner].Count <= assignment[least].Count + 1)
                return false;

            assignment[owner].Remove(partition);
        }

        assignment[least].Add(partition);
        owners[partition] = least;
        return true;
    }
}
