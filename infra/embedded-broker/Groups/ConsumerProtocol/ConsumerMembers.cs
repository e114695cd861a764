namespace MsaSample.Broker.Groups.ConsumerProtocol;

/// <summary>The members of a consumer group, by member id and, if static, by instance id.</summary>
internal sealed class ConsumerMembers
{
    private readonly Dictionary<string, ConsumerMember> _members = [];
    private readonly Dictionary<string, string> _staticMembers = []; // instance id to member id

    public int Count => _members.Count;

    public IReadOnlyCollection<ConsumerMember> All => _members.Values;

    /// <summary>Null when there is no member with this id.</summary>
    public ConsumerMember? Find(string memberId) => _members.GetValueOrDefault(memberId);

    /// <summary>The static member with this instance id; null when there is none.</summary>
    public ConsumerMember? FindStatic(string instanceId) =>
        _staticMembers.TryGetValue(instanceId, out var memberId) ? _members[memberId] : null;

    /// <summary>Whether a member is still in the group, and no other took over its id.</summary>
    public bool Contains(ConsumerMember member) => Find(member.MemberId) == member;

    public void Add(ConsumerMember member)
    {
        _members.Add(member.MemberId, member);
        AddStatic(member);
    }

    public void Remove(ConsumerMember member)
    {
        _members.Remove(member.MemberId);
        if (member.InstanceId is { } instanceId)
            _staticMembers.Remove(instanceId);
    }

    /// <summary>Takes over one record of a member; a tombstone of the member itself removes it.</summary>
    /// <exception cref="Protocol.KafkaProtocolException">The value is not in a known format.</exception>
    public void Restore(short version, string memberId, byte[]? value)
    {
        if (value is null)
        {
            if (version == ConsumerGroupRecords.MemberVersion)
                _members.Remove(memberId);
            return;
        }

        if (!_members.TryGetValue(memberId, out var member))
            _members.Add(memberId, member = new ConsumerMember(memberId));

        switch (version)
        {
            case ConsumerGroupRecords.MemberVersion:
                ConsumerMemberRecords.ReadMember(value, member);
                break;
            case ConsumerGroupRecords.TargetVersion:
                member.Target = ConsumerMemberRecords.ReadTarget(value);
                break;
            default:
                (member.Current, member.PreviousEpoch) = ConsumerMemberRecords.ReadCurrent(value);
                break;
        }
    }

    /// <summary>Ends the restore: all records of the static members are there, so their instance ids are known.</summary>
    public void Resume()
    {
        foreach (var member in _members.Values)
            AddStatic(member);
    }

    private void AddStatic(ConsumerMember member)
    {
        if (member.InstanceId is { } instanceId)
            _staticMembers[instanceId] = member.MemberId;
    }
}
