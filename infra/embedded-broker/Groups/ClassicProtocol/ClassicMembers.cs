using MsaSample.Broker.Protocol;

namespace MsaSample.Broker.Groups.ClassicProtocol;

/// <summary>
/// The members of a classic group, by member id and, if static (KIP-345), by instance id; and which of them is the leader.
/// </summary>
internal sealed class ClassicMembers
{
    private readonly Dictionary<string, ClassicMember> _members = [];
    private readonly Dictionary<string, string> _staticMembers = []; // instance id to member id

    public int Count => _members.Count;

    public IReadOnlyCollection<ClassicMember> All => _members.Values;

    /// <summary>Member id of the leader; null without members.</summary>
    public string? Leader { get; set; }

    /// <summary>The longest rebalance timeout that a member asked for.</summary>
    public TimeSpan RebalanceTimeout => Count == 0 ? TimeSpan.Zero : _members.Values.Max(static member => member.RebalanceTimeout);

    public ClassicMember this[string memberId] => _members[memberId];

    /// <summary>Null when there is no member with this id.</summary>
    public ClassicMember? Find(string memberId) => _members.GetValueOrDefault(memberId);

    /// <summary>The id of the static member with this instance id; null when there is none.</summary>
    public string? FindStatic(string instanceId) => _staticMembers.GetValueOrDefault(instanceId);

    /// <summary>
    /// Checks that a request comes from a member. With an instance id it must be the current member of that id: any other is an older
    /// process of the same instance.
    /// </summary>
    public ErrorCode Check(string memberId, string? instanceId)
    {
        if (instanceId is not null)
        {
            if (!_staticMembers.TryGetValue(instanceId, out var current))
                return ErrorCode.UnknownMemberId;

            if (current != memberId)
                return ErrorCode.FencedInstanceId;
        }

        return _members.ContainsKey(memberId) ? ErrorCode.None : ErrorCode.UnknownMemberId;
    }

    /// <summary>Checks that a request comes from a member, and from the generation that the group is in.</summary>
    public ErrorCode Check(string memberId, string? instanceId, int generationId, ClassicGeneration current)
    {
        var error = Check(memberId, instanceId);
        return error == ErrorCode.None && generationId != current.Id ? ErrorCode.IllegalGeneration : error;
    }

    /// <summary>Adds a member; the first one leads.</summary>
    public void Add(ClassicMember member)
    {
        if (Count == 0)
            Leader = null;

        Leader ??= member.MemberId;
        _members.Add(member.MemberId, member);
        if (member.InstanceId is { } instanceId)
            _staticMembers[instanceId] = member.MemberId;
    }

    /// <summary>Gives a static member the id of its new process.</summary>
    public void Rename(ClassicMember member, string newId)
    {
        if (Leader == member.MemberId)
            Leader = newId;

        _members.Remove(member.MemberId);
        member.MemberId = newId;
        _members.Add(newId, member);
        _staticMembers[member.InstanceId!] = newId;
    }

    /// <summary>Removes a member; when it was the leader, another one leads.</summary>
    public void Remove(ClassicMember member)
    {
        _members.Remove(member.MemberId);
        if (member.InstanceId is { } instanceId)
            _staticMembers.Remove(instanceId);

        if (Leader == member.MemberId)
            Leader = _members.Keys.FirstOrDefault();
    }

    public void Clear() => _members.Clear();

    /// <summary>Makes sure that the leader is one that has joined; false when no member has.</summary>
    public bool ElectLeaderThatJoined()
    {
        if (Leader is { } leader && _members[leader].Joining is not null)
            return true;

        var joined = _members.Values.FirstOrDefault(static member => member.Joining is not null);
        Leader = joined?.MemberId ?? Leader;
        return joined is not null;
    }

    public bool AllSupport(string protocol) => _members.Values.All(member => member.Supports(protocol));

    /// <summary>The protocol of the next generation: each member votes for the first of its protocols that all members support.</summary>
    public string ChooseProtocol() => _members.Values
        .Select(member => member.Protocols.First(protocol => AllSupport(protocol.Name)).Name)
        .CountBy(static name => name)
        .MaxBy(static votes => votes.Value).Key;
}
