namespace MsaSample.Broker.Groups.ConsumerProtocol;

/// <summary>How far a member is on its way to its target assignment. The values are those of Kafka's records.</summary>
internal enum MemberState : sbyte
{
    /// <summary>The member has its target.</summary>
    Stable = 1,

    /// <summary>The member must give up partitions, and say so, before it gets others.</summary>
    UnrevokedPartitions = 2,

    /// <summary>The member waits for partitions that others have not given up yet.</summary>
    UnreleasedPartitions = 3,
}
