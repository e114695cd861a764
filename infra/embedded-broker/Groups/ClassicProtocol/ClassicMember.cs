using MsaSample.Broker.Protocol.Messages.Groups;

namespace MsaSample.Broker.Groups.ClassicProtocol;

/// <summary>A member of a classic group. Changed under the group's lock only.</summary>
internal sealed class ClassicMember(string memberId, string? instanceId, string clientId, string clientHost) : IDisposable
{
    /// <summary>A static member gets a new one each time it starts.</summary>
    public string MemberId { get; set; } = memberId;

    /// <summary>Set for static members (KIP-345): they keep their assignment over a restart.</summary>
    public string? InstanceId { get; } = instanceId;

    public string ClientId { get; set; } = clientId;

    public string ClientHost { get; set; } = clientHost;

    public TimeSpan SessionTimeout { get; set; }

    public TimeSpan RebalanceTimeout { get; set; }

    /// <summary>The assignors it can use, the most wanted first.</summary>
    public IReadOnlyList<JoinGroupProtocol> Protocols { get; set; } = [];

    public byte[] Assignment { get; set; } = [];

    /// <summary>Joined for the first time and has had no answer yet: it cannot send heartbeats.</summary>
    public bool IsNew { get; set; } = true;

    /// <summary>The JoinGroup that waits for an answer.</summary>
    public TaskCompletionSource<JoinGroupResponse>? Joining { get; set; }

    /// <summary>The SyncGroup that waits for an answer.</summary>
    public TaskCompletionSource<SyncGroupResponse>? Syncing { get; set; }

    /// <summary>Timestamp (of the group's clock) of the last sign of life.</summary>
    public long LastSeen { get; set; }

    public ITimer? SessionTimer { get; set; }

    public void Update(JoinGroupRequest request)
    {
        SessionTimeout = TimeSpan.FromMilliseconds(request.SessionTimeoutMs);
        RebalanceTimeout = TimeSpan.FromMilliseconds(request.RebalanceTimeoutMs < 0 ? request.SessionTimeoutMs : request.RebalanceTimeoutMs);
        Protocols = request.Protocols;
    }

    public bool Supports(string protocol) => Protocols.Any(p => p.Name == protocol);

    /// <summary>Whether it asks for what it asked for before.</summary>
    public bool Matches(IReadOnlyList<JoinGroupProtocol> protocols) =>
        protocols.Count == Protocols.Count
        && protocols.Zip(Protocols).All(static pair => pair.First.Name == pair.Second.Name && pair.First.Metadata.AsSpan().SequenceEqual(pair.Second.Metadata));

    /// <summary>Its subscription in the form of an assignor; empty when it does not know that one.</summary>
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
