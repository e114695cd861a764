using MsaSample.Broker.Topics;

namespace MsaSample.Broker.Groups.ConsumerProtocol;

/// <summary>The topics that the members of a group subscribe to, by name or by pattern, as far as they exist.</summary>
internal sealed class Subscriptions
{
    private readonly Dictionary<string, IReadOnlySet<Guid>> _byMember;

    private Subscriptions(Dictionary<string, IReadOnlySet<Guid>> byMember, IReadOnlyDictionary<Guid, int> partitions, long hash) =>
        (_byMember, Partitions, Hash) = (byMember, partitions, hash);

    public static Subscriptions None { get; } = new([], new Dictionary<Guid, int>(), 0);

    /// <summary>The number of partitions of each subscribed topic.</summary>
    public IReadOnlyDictionary<Guid, int> Partitions { get; }

    /// <summary>
    /// Changes when one of the topics is created, deleted or gets more partitions. The same topics have the same hash in every process.
    /// </summary>
    public long Hash { get; }

    public static Subscriptions Resolve(IReadOnlyCollection<ConsumerMember> members, TopicCatalog catalog)
    {
        var topics = new Dictionary<Guid, Topic>();
        var byPattern = members.Select(static member => member.TopicPattern).OfType<TopicPattern>()
            .DistinctBy(static pattern => pattern.Text)
            .ToDictionary(static pattern => pattern.Text, pattern => catalog.Topics.Where(topic => pattern.Matches(topic.Name)).ToArray());
        var byMember = new Dictionary<string, IReadOnlySet<Guid>>();
        foreach (var member in members)
        {
            var subscribed = member.TopicNames.Select(catalog.Find).OfType<Topic>()
                .Concat(member.TopicPattern is { } pattern ? byPattern[pattern.Text] : [])
                .DistinctBy(static topic => topic.Id).ToArray();
            foreach (var topic in subscribed)
                topics[topic.Id] = topic;

            byMember[member.MemberId] = subscribed.Select(static topic => topic.Id).ToHashSet();
        }

        var partitions = topics.ToDictionary(static topic => topic.Key, static topic => topic.Value.Partitions.Count);
        return new Subscriptions(byMember, partitions, HashOf(topics.Values));
    }

    /// <summary>The topics that a member subscribes to.</summary>
    public IReadOnlySet<Guid> Of(string memberId) => _byMember.GetValueOrDefault(memberId) ?? new HashSet<Guid>();

    public bool Contains(string memberId, TopicIdPartition partition) =>
        Of(memberId).Contains(partition.TopicId) && partition.Partition < Partitions[partition.TopicId];

    private static long HashOf(IEnumerable<Topic> topics)
    {
        // FNV-1a, because string.GetHashCode differs from process to process and the hash is stored.
        var hash = 0xcbf29ce484222325;
        foreach (var character in topics.OrderBy(static topic => topic.Name, StringComparer.Ordinal)
            .SelectMany(static topic => $"{topic.Name} {topic.Id} {topic.Partitions.Count};"))
        {
            hash = unchecked((hash ^ character) * 0x100000001b3);
        }

        return unchecked((long)hash);
    }
}
