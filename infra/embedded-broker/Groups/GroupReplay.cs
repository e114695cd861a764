using MsaSample.Broker.Groups.ClassicProtocol;
using MsaSample.Broker.Groups.ConsumerProtocol;
using MsaSample.Broker.Groups.Offsets;
using MsaSample.Broker.Protocol;
using MsaSample.Broker.Topics;

namespace MsaSample.Broker.Groups;

/// <summary>Restores the groups at the start of the broker from the records of <c>__consumer_offsets</c>, oldest first.</summary>
internal sealed class GroupReplay
{
    private readonly Dictionary<string, Group> _groups = new(StringComparer.Ordinal);
    private readonly HashSet<string> _withGroupRecord = new(StringComparer.Ordinal);
    private readonly GroupEnvironment _env;

    private GroupReplay(GroupEnvironment env) => _env = env;

    /// <summary>Reads the topic to its end.</summary>
    public static IReadOnlyCollection<Group> Read(OffsetsTopic store, GroupEnvironment env)
    {
        var replay = new GroupReplay(env);
        store.Replay(replay.OnRecord, replay.OnMarker);
        var groups = replay._groups.Values.Where(group => !group.Offsets.IsEmpty || replay._withGroupRecord.Contains(group.Id)).ToArray();
        foreach (var group in groups)
        {
            lock (group.Lock)
                group.Protocol.Resume();
        }

        return groups;
    }

    private void OnRecord(StateRecord record)
    {
        var (key, value) = (record.Key, record.Value);
        var reader = new KafkaReader(key);
        var version = reader.ReadInt16();
        if (OffsetRecords.IsKeyVersion(version))
            Find(reader.ReadString()).Offsets.Restore(OffsetRecords.ReadPartition(ref reader), OffsetOf(record), record.ProducerId);
        else if (version == ClassicGroupRecords.KeyVersion)
            OnClassic(Find(reader.ReadString()), value);
        else if (ConsumerGroupRecords.IsKeyVersion(version))
            OnConsumer(Find(reader.ReadString()), version, ConsumerGroupRecords.ReadMemberId(ref reader, version), value);
    }

    private void OnMarker(int partition, long producerId, bool commit)
    {
        foreach (var groupId in _env.GroupsWithPending.Take(partition, producerId))
            _groups[groupId].Offsets.EndTransaction(producerId, commit);
    }

    private static CommittedOffset? OffsetOf(StateRecord record) =>
        record.Value is { } value ? OffsetRecords.Read(value) with { RecordOffset = record.Offset } : null;

    private Group Find(string groupId)
    {
        if (!_groups.TryGetValue(groupId, out var group))
            _groups.Add(groupId, group = new Group(groupId, _env));

        return group;
    }

    private void OnClassic(Group group, byte[]? value)
    {
        if (value is null && group.Classic is null)
            return; // erased when the group became a consumer group

        var members = new ClassicGroup(group, _env);
        if (value is not null)
            members.Restore(ClassicGroupRecords.Read(value));

        group.Restore(members);
        OnGroupRecord(group, value);
    }

    private void OnConsumer(Group group, short version, string? memberId, byte[]? value)
    {
        if (group.Consumer is not { } members)
        {
            if (value is null)
                return; // erased when the group became a classic group

            members = new ConsumerGroup(group, _env);
            group.Restore(members);
        }

        members.Restore(version, memberId, value);
        if (version == ConsumerGroupRecords.GroupVersion)
            OnGroupRecord(group, value);
    }

    private void OnGroupRecord(Group group, byte[]? value)
    {
        if (value is not null)
            _withGroupRecord.Add(group.Id);
        else
            _withGroupRecord.Remove(group.Id);
    }
}
