using MsaSample.Broker.Protocol.Messages.Groups;

namespace MsaSample.Broker.Groups.ClassicProtocol;

/// <summary>A member of a classic group. Used under the group's lock only.</summary>
internal sealed class ClassicMember(string memberId, string? instanceId, string clientId, string clientHost) : IDisposable
{
    /// <summary>The id that the broker gave the member; a static member gets a new one each time it starts.</summary>
    public string MemberId { get; set; } = memberId;

    /// <summary>Set for static members (KIP-345), which keep their assignment over a restart.</summary>
    public string? InstanceId { get; } = instanceId;

    public string ClientId { get; set; } = clientId;

    public string ClientHost { get; set; } = clientHost;

    public TimeSpan SessionTimeout { get; set; }

    public TimeSpan RebalanceTimeout { get; set; }

    /// <summary>The protocols (for consumers: assignors) that the member supports, the preferred one first.</summary>
    public IReadOnlyList<JoinGroupProtocol> Protocols { get; set; } = [];

    public byte[] Assignment { get; set; } = [];

    /// <summary>Whether its first join has not been answered yet: until then it cannot send heartbeats.</summary>
    public bool IsNew { get; set; } = true;

    /// <summary>The JoinGroup that waits for its response; null when none does.</summary>
    public TaskCompletionSource<JoinGroupResponse>? Joining { get; set; }

    /// <summary>The SyncGroup that waits for its response; null when none does.</summary>
    public TaskCompletionSource<SyncGroupResponse>? Syncing { get; set; }

    /// <summary>Timestamp (<see cref="TimeProvider.GetTimestamp"/>) of the last request.</summary>
    public long LastSeen { get; set; }

    public ITimer? SessionTimer { get; set; }

    public void Update(JoinGroupRequest request)
    {
        SessionTimeout = TimeSpan.FromMilliseconds(request.SessionTimeoutMs);
        RebalanceTimeout = TimeSpan.FromMilliseconds(
            request.RebalanceTimeoutMs < 0 ? request.SessionTimeoutMs : request.RebalanceTimeoutMs); // v0 has only the session timeout
        Protocols = request.Protocols;
    }

    public bool Supports(string protocol) => Protocols.Any(p => p.Name == protocol);

    /// <summary>Whether the protocols are the ones that it joined with before, with the same metadata.</summary>
    public bool Matches(IReadOnlyList<JoinGroupProtocol> protocols) =>
        protocols.Count == Protocols.Count
        && protocols.Zip(Protocols).All(static pair =>
            pair.First.Name == pair.Second.Name && pair.First.Metadata.AsSpan().SequenceEqual(pair.Second.Metadata));

    /// <summary>
    /// The member's metadata for a protocol (for consumers: the subscription); empty when it does not support the protocol.
    /// </summary>
    public byte[] MetadataFor(string? protocol) => Protocols.FirstOrDefault(p => p.Name == protocol)?.Metadata ?? [];

    public void AnswerJoin(JoinGroupResponse response)
    {
        Joining?.TrySetResult(response);
        Joining = null;
    }

    public void AnswerSync(SyncGroupResponse response)
    {
        Syncing?.TrySetResult(response);
        Syncing = null;
    }

    public void Dispose() => SessionTimer?.Dispose();
}
