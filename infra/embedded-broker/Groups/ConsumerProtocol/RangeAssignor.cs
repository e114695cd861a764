namespace MsaSample.Broker.Groups.ConsumerProtocol;

/// <summary>
/// The assignor <c>range</c>: gives each member consecutive partitions of each topic, in the order of the members' ids. Partitions with the
/// same number, of topics with equally many partitions and the same subscribers, go to the same member, so that their records can be
/// joined.
/// </summary>
internal static class RangeAssignor
{
    public static IReadOnlyDictionary<string, HashSet<TopicIdPartition>> Assign(
        IReadOnlyCollection<ConsumerMember> members, Subscriptions subscriptions)
    {
        var assignment = members.ToDictionary(static member => member.MemberId, static _ => new HashSet<TopicIdPartition>());
        var inOrder = members
            .OrderBy(static member => member.InstanceId is null)
            .ThenBy(static member => member.InstanceId ?? member.MemberId, StringComparer.Ordinal)
            .ToArray();
        foreach (var (topic, count) in subscriptions.Partitions)
        {
            var readers = inOrder.Where(member => subscriptions.Of(member.MemberId).Contains(topic)).ToArray();
            for (var index = 0; index < readers.Length; index++)
            {
                for (var partition = StartOf(index); partition < StartOf(index + 1); partition++)
                    assignment[readers[index].MemberId].Add(new TopicIdPartition(topic, partition));
            }

            int StartOf(int index) => count / readers.Length * index + Math.Min(index, count % readers.Length);
        }

        return assignment;
    }
}
