using MsaSample.Broker.Groups.ClassicProtocol;
using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages;

namespace MsaSample.Broker.Groups.ConsumerProtocol;

/// <summary>
/// The members of a group of the consumer protocol (KIP-848). The broker computes who reads what (the target) whenever members or
/// topics change, which is an epoch of the group; each heartbeat takes its member one step nearer to the target. A partition
/// changes hands only when its old owner has said that it gave it up, or is gone.
/// </summary>
internal sealed partial class ConsumerGroup(Group group, GroupEnvironment env) : GroupProtocol
{
    private readonly Dictionary<string, ConsumerMember> _members = [];
    private readonly Dictionary<string, string> _staticMembers = []; // instance id to member id
    private readonly Dictionary<TopicIdPartition, string> _owners = []; // partitions that a member holds or is giving up
    private readonly List<(byte[] Key, byte[]? Value)> _unsaved = [];
    private Subscriptions _subscriptions = Subscriptions.None;
    private string _assignor = Assignors.Default;
    private long _catalogVersion = -1;
    private long _metadataHash;
    private int _epoch;
    private int _targetEpoch;
    private bool _ended;

    private string State => this switch
    {
        { _ended: true } => "Dead",
        { IsEmpty: true } => "Empty",
        _ when _epoch > _targetEpoch => "Assigning",
        _ when _members.Values.Any(member => member.Current.State != MemberState.Stable || member.Epoch != _targetEpoch) => "Reconciling",
        _ => "Stable",
    };

    /// <summary>What ConsumerGroupDescribe tells.</summary>
    public DescribedConsumerGroup Describe()
    {
        lock (group.Lock)
        {
            return new DescribedConsumerGroup(group.Id, State, _epoch, _targetEpoch, _assignor, [.. _members.Values.Select(member => new DescribedConsumerMember(
                member.MemberId, member.InstanceId, member.RackId, member.Epoch, member.ClientId, member.ClientHost,
                member.TopicNames, member.TopicPattern?.Text ?? "", Named(member.Current.Assigned.Keys), Named(member.Target)))]);
        }
    }

    public override ListedGroup List() => new(group.Id, ConsumerSubscription.ProtocolType, State, "consumer");

    public override IEnumerable<byte[]> RecordKeys() =>
    [
        .. _members.Keys.SelectMany(RecordKeysOf),
        ConsumerGroupRecords.Key(ConsumerGroupRecords.TargetEpochVersion, group.Id),
        ConsumerGroupRecords.Key(ConsumerGroupRecords.GroupVersion, group.Id),
    ];

    public override void End()
    {
        _ended = true;
        foreach (var member in _members.Values)
            member.Dispose();
    }

    private IReadOnlyList<DescribedTopicPartitions> Named(IEnumerable<TopicIdPartition> partitions) => [.. partitions.ByTopic()
        .Select(topic => (Topic: topic, Found: env.Catalog.Find(topic.TopicId)))
        .Where(static topic => topic.Found is not null)
        .Select(static topic => new DescribedTopicPartitions(topic.Topic.TopicId, topic.Found!.Name, topic.Topic.Partitions))];

    private void Save(short version, byte[]? value) => _unsaved.Add((ConsumerGroupRecords.Key(version, group.Id), value));

    private void Save(short version, ConsumerMember member, byte[]? value) =>
        _unsaved.Add((ConsumerGroupRecords.Key(version, group.Id, member.MemberId), value));

    private IEnumerable<byte[]> RecordKeysOf(string memberId) =>
    [
        ConsumerGroupRecords.Key(ConsumerGroupRecords.CurrentVersion, group.Id, memberId),
        ConsumerGroupRecords.Key(ConsumerGroupRecords.TargetVersion, group.Id, memberId),
        ConsumerGroupRecords.Key(ConsumerGroupRecords.MemberVersion, group.Id, memberId),
    ];

    // What cannot be written now stays and goes with the next change: it only says again where the members are. What is too large never can,
    // and must not keep the other members from theirs.
    private ErrorCode Flush()
    {
        var error = env.Store.AppendInParts(group.Id, _unsaved);
        if (error is ErrorCode.None or ErrorCode.UnknownServerError)
            _unsaved.Clear();

        return error;
    }
}
