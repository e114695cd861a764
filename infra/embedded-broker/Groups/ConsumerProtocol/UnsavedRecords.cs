using MsaSample.Broker.Groups.Offsets;
using MsaSample.Broker.Protocol;

namespace MsaSample.Broker.Groups.ConsumerProtocol;

/// <summary>The changes of a consumer group that are not in the offsets topic yet, in order.</summary>
internal sealed class UnsavedRecords(string groupId, OffsetsTopic store)
{
    private readonly List<(byte[] Key, byte[]? Value)> _records = [];

    /// <summary>Adds a record of the group.</summary>
    public void Add(short version, byte[] value) => _records.Add((ConsumerGroupRecords.Key(version, groupId), value));

    /// <summary>Adds a record of a member.</summary>
    public void Add(short version, ConsumerMember member, byte[] value) =>
        _records.Add((ConsumerGroupRecords.Key(version, groupId, member.MemberId), value));

    /// <summary>Adds tombstones for all records of a member.</summary>
    public void Erase(ConsumerMember member) =>
        _records.AddRange(ConsumerGroupRecords.MemberKeys(groupId, member.MemberId).Select(static key => (key, (byte[]?)null)));

    /// <summary>
    /// Writes the records. On a transient error they stay, and are written with the next change. A record that is too large will never be
    /// written and must not keep back the others.
    /// </summary>
    public ErrorCode Flush()
    {
        var error = store.AppendInParts(groupId, _records);
        if (error is ErrorCode.None or ErrorCode.UnknownServerError)
            _records.Clear();

        return error;
    }
}
