using MsaSample.Broker.Protocol;

namespace MsaSample.Broker.Groups.ConsumerProtocol;

/// <summary>Taking over what the offsets topic says, so that members go on after a restart with the partitions they have.</summary>
internal sealed partial class ConsumerGroup
{
    /// <summary>Takes over one record.</summary>
    /// <exception cref="KafkaProtocolException">The value is not in a known format.</exception>
    public void Restore(short version, string? memberId, byte[]? value)
    {
        if (memberId is null)
            RestoreGroup(version, value);
        else if (value is not null)
            RestoreMember(version, memberId, value);
        else if (version == ConsumerGroupRecords.MemberVersion)
            _members.Remove(memberId);
    }

    public override void Resume()
    {
        foreach (var member in _members.Values)
        {
            if (member.InstanceId is { } instanceId)
                _staticMembers[instanceId] = member.MemberId;

            SetCurrent(member, member.Current);
            Touch(member);
            if (member.Current.State == MemberState.UnrevokedPartitions)
                StartRebalanceTimer(member);
        }
    }

    private void RestoreGroup(short version, byte[]? value)
    {
        if (version == ConsumerGroupRecords.GroupVersion)
            (_epoch, _metadataHash) = value is null ? (0, 0) : ConsumerGroupRecords.ReadGroup(value);
        else
            _targetEpoch = value is null ? 0 : ConsumerGroupRecords.ReadTargetEpoch(value);
    }

    private void RestoreMember(short version, string memberId, byte[] value)
    {
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
}
