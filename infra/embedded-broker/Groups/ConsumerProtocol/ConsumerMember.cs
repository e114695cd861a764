using MsaSample.Broker.Protocol.Messages.Groups;

namespace MsaSample.Broker.Groups.ConsumerProtocol;

/// <summary>A member of a consumer group. Used under the group's lock only.</summary>
internal sealed class ConsumerMember(string memberId) : IDisposable
{
    public string MemberId { get; } = memberId;

    /// <summary>Set for static members, which may leave for a while and keep their partitions.</summary>
    public string? InstanceId { get; set; }

    public string? RackId { get; set; }

    public string ClientId { get; set; } = "";

    public string ClientHost { get; set; } = "";

    /// <summary>How long the member may take to give up partitions.</summary>
    public TimeSpan RebalanceTimeout { get; set; }

    public IReadOnlyList<string> TopicNames { get; set; } = [];

    /// <summary>The pattern of topics that the member subscribes to; null when it subscribes by name only.</summary>
    public TopicPattern? TopicPattern { get; set; }

    /// <summary>The assignor that the member asks for; null for any.</summary>
    public string? ServerAssignor { get; set; }

    public MemberAssignment Current { get; set; } = MemberAssignment.None;

    /// <summary>
    /// The member epoch before the current one. A heartbeat with it means that the response with the current one was lost.
    /// </summary>
    public int PreviousEpoch { get; set; }

    /// <summary>The partitions that the member should have.</summary>
    public IReadOnlySet<TopicIdPartition> Target { get; set; } = new HashSet<TopicIdPartition>();

    /// <summary>Timestamp (<see cref="TimeProvider.GetTimestamp"/>) of the last heartbeat.</summary>
    public long LastSeen { get; set; }

    /// <summary>Removes the member unless a heartbeat comes in time; null until its first heartbeat.</summary>
    public ITimer? SessionTimer { get; set; }

    /// <summary>Removes the member unless it gives up partitions in time; null when it has none to give up.</summary>
    public ITimer? RebalanceTimer { get; set; }

    public int Epoch => Current.Epoch;

    /// <summary>Takes over the fields of a heartbeat; null in one means that it has not changed.</summary>
    /// <returns>Whether the subscription or the assignor has changed.</returns>
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

    /// <summary>The same membership under another member id, for a static member that was started again.</summary>
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
