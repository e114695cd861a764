namespace MsaSample.Broker.Groups.ConsumerProtocol;

/// <summary>
/// The owner of each partition. A member that must give up a partition stays its owner until it has confirmed that; no other member gets
/// the partition before.
/// </summary>
internal sealed class PartitionOwners
{
    private readonly Dictionary<TopicIdPartition, string> _owners = []; // by member id

    /// <summary>Whether no other member holds the partition.</summary>
    public bool IsFree(TopicIdPartition partition, ConsumerMember member) =>
        !_owners.TryGetValue(partition, out var owner) || owner == member.MemberId;

    /// <summary>Gives a member its next assignment.</summary>
    public void Assign(ConsumerMember member, MemberAssignment next)
    {
        Release(member);
        member.Current = next;
        foreach (var partition in PartitionsOf(next))
            _owners[partition] = member.MemberId;
    }

    /// <summary>Frees what a member holds.</summary>
    public void Release(ConsumerMember member)
    {
        foreach (var partition in PartitionsOf(member.Current).Where(partition => _owners.GetValueOrDefault(partition) == member.MemberId))
            _owners.Remove(partition);
    }

    private static IEnumerable<TopicIdPartition> PartitionsOf(MemberAssignment assignment) =>
        assignment.Assigned.Keys.Concat(assignment.Revoking);
}
