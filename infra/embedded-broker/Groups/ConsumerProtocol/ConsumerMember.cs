using MsaSample.Broker.Protocol.Messages.Groups;

namespace MsaSample.Broker.Groups.ConsumerProtocol;

/// <summary>How far a member is on its way to its target assignment. The numbers are those of Kafka's records.</summary>
internal enum MemberState : sbyte
{
    /// <summary>Has what it shall have.</summary>
    Stable = 1,

    /// <summary>Must give partitions up and say so before it goes on.</summary>
    UnrevokedPartitions = 2,

    /// <summary>Waits for partitions that others have not given up yet.</summary>
    UnreleasedPartitions = 3,
}

/// <summary>What a member holds at an epoch.</summary>
/// <param name="State">How far it is.</param>
/// <param name="Epoch">The member's epoch.</param>
/// <param name="Assigned">Its partitions, each with the epoch at which it got them.</param>
/// <param name="Revoking">What it was told to give up and still may be working on.</param>
internal sealed record MemberAssignment(
    MemberState State, int Epoch, IReadOnlyDictionary<TopicIdPartition, int> Assigned, IReadOnlySet<TopicIdPartition> Revoking)
{
    public static MemberAssignment None { get; } = new(
        MemberState.Stable, ConsumerGroupHeartbeatRequest.JoinEpoch, new Dictionary<TopicIdPartition, int>(), new HashSet<TopicIdPartition>());
}

/// <summary>A member of a consumer group. Changed under the group's lock only.</summary>
internal sealed class ConsumerMember(string memberId) : IDisposable
{
    public string MemberId { get; } = memberId;

    /// <summary>Set for static members: they may leave for a while and keep their partitions.</summary>
    public string? InstanceId { get; set; }

    public string? RackId { get; set; }

    public string ClientId { get; set; } = "";

    public string ClientHost { get; set; } = "";

    /// <summary>How long it may take to give partitions up.</summary>
    public TimeSpan RebalanceTimeout { get; set; }

    public IReadOnlyList<string> TopicNames { get; set; } = [];

    /// <summary>Null when it names its topics.</summary>
    public TopicPattern? TopicPattern { get; set; }

    /// <summary>The assignor it votes for; null when it does not mind.</summary>
    public string? ServerAssignor { get; set; }

    public MemberAssignment Current { get; set; } = MemberAssignment.None;

    /// <summary>The epoch before; a heartbeat with it means that the answer with the new one was lost.</summary>
    public int PreviousEpoch { get; set; }

    /// <summary>What it shall have.</summary>
    public IReadOnlySet<TopicIdPartition> Target { get; set; } = new HashSet<TopicIdPartition>();

    /// <summary>Timestamp (of the group's clock) of the last heartbeat.</summary>
    public long LastSeen { get; set; }

    /// <summary>Ends the membership unless a heartbeat comes in time.</summary>
    public ITimer? SessionTimer { get; set; }

    /// <summary>Runs while it has partitions to give up.</summary>
    public ITimer? RebalanceTimer { get; set; }

    public int Epoch => Current.Epoch;

    /// <summary>Takes over what a heartbeat tells of the member; null means as before.</summary>
    /// <returns>Whether its subscription is another one now.</returns>
    public bool Update(ConsumerGroupHeartbeatRequest request, TopicPattern? pattern, string clientId, string clientHost)
    {
        (ClientId, ClientHost) = (clientId, clientHost);
        RackId = request.RackId ?? RackId;
        if (request.RebalanceTimeoutMs >= 0)
            RebalanceTimeout = TimeSpan.FromMilliseconds(request.RebalanceTimeoutMs);

        var before = (TopicNames, TopicPattern?.Text, ServerAssignor);
        if (request.TopicNames is not null)
            TopicNames = [.. request.TopicNames.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        if (request.TopicRegex is not null)
            TopicPattern = pattern;

        ServerAssignor = request.ServerAssignor ?? ServerAssignor;
        return !before.TopicNames.SequenceEqual(TopicNames) || (before.Text, before.ServerAssignor) != (TopicPattern?.Text, ServerAssignor);
    }

    /// <summary>The same membership under another member id: a static member that was started again.</summary>
    public ConsumerMember WithId(string memberId) => new(memberId)
    {
        InstanceId = InstanceId,
        RackId = RackId,
        RebalanceTimeout = RebalanceTimeout,
        TopicNames = TopicNames,
        TopicPattern = TopicPattern,
        ServerAssignor = ServerAssignor,
        Current = Current with { Epoch = ConsumerGroupHeartbeatRequest.JoinEpoch },
        PreviousEpoch = PreviousEpoch,
        Target = Target,
    };

    public void Dispose()
    {
        SessionTimer?.Dispose();
        RebalanceTimer?.Dispose();
    }
}
