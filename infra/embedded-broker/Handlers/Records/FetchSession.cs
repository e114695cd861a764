using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages.Records;

namespace MsaSample.Broker.Handlers.Records;

/// <summary>
/// The partitions that one client fetches again and again, with what the last response said about each (KIP-227), in the order in
/// which they are read: a partition that had records moves to the end, so that none starves. Callers lock the session.
/// </summary>
internal sealed class FetchSession
{
    private readonly LinkedList<Item> _order = [];
    private readonly Dictionary<(string? Name, Guid Id, int Partition), LinkedListNode<Item>> _items = [];

    public FetchSession(IReadOnlyList<FetchTopic> topics, bool usesTopicIds)
    {
        UsesTopicIds = usesTopicIds;
        Update(topics, []);
    }

    /// <summary>Set by the cache when it keeps the session; 0 before.</summary>
    public int Id { get; set; }

    public bool UsesTopicIds { get; }

    /// <summary>The epoch that the client's next fetch must have.</summary>
    public int Epoch { get; private set; } = 1;

    public int Size => _items.Count;

    /// <summary>Adds or changes partitions, then removes the forgotten ones.</summary>
    public void Update(IReadOnlyList<FetchTopic> topics, IReadOnlyList<ForgottenTopic> forgotten)
    {
        foreach (var topic in topics)
        {
            foreach (var partition in topic.Partitions)
                Set(topic, partition);
        }

        foreach (var topic in forgotten)
        {
            foreach (var partition in topic.Partitions)
            {
                if (_items.Remove((topic.Name, topic.Id, partition), out var node))
                    _order.Remove(node);
            }
        }
    }

    /// <summary>The largest epoch is followed by 1, because 0 opens a session.</summary>
    public void Advance() => Epoch = Epoch == int.MaxValue ? 1 : Epoch + 1;

    /// <summary>The partitions in reading order, with neighbours of the same topic merged.</summary>
    public IReadOnlyList<FetchTopic> Topics()
    {
        var topics = new List<FetchTopic>();
        List<FetchPartition> partitions = [];
        foreach (var item in _order)
        {
            if (topics.Count == 0 || topics[^1].Id != item.Id || topics[^1].Name != item.Name)
                topics.Add(new FetchTopic(item.Name, item.Id, partitions = []));
            partitions.Add(item.Asked);
        }

        return topics;
    }

    /// <summary>Records what is sent. A full response names every partition, an incremental one those that have changed.</summary>
    public FetchResponse Answer(FetchResponse read, bool full)
    {
        var topics = new List<FetchTopicResult>();
        foreach (var topic in read.Topics)
        {
            var changed = topic.Partitions.Where(partition => HasChanged(topic, partition)).ToList();
            if (changed.Count > 0)
                topics.Add(topic with { Partitions = changed });
        }

        return full ? read : read with { Topics = topics, SessionId = Id };
    }

    private void Set(FetchTopic topic, FetchPartition asked)
    {
        var key = (topic.Name, topic.Id, asked.Index);
        if (_items.TryGetValue(key, out var node))
            node.Value.Asked = asked;
        else
            _items[key] = _order.AddLast(new Item(topic.Name, topic.Id, asked));
    }

    private bool HasChanged(FetchTopicResult topic, FetchPartitionResult result)
    {
        if (!_items.TryGetValue((topic.Name, topic.Id, result.Index), out var node))
            return true;

        if (result.Records.Length > 0)
        {
            _order.Remove(node);
            _order.AddLast(node);
        }

        return node.Value.HasChanged(result);
    }

    private sealed class Item(string? name, Guid id, FetchPartition asked)
    {
        private long _highWatermark = -1;
        private long _logStartOffset = -1;

        public string? Name => name;

        public Guid Id => id;

        public FetchPartition Asked { get; set; } = asked;

        public bool HasChanged(FetchPartitionResult result)
        {
            var changed = result.Records.Length > 0
                || result.Error != ErrorCode.None
                || result.HighWatermark != _highWatermark
                || result.LogStartOffset != _logStartOffset;

            // After an error the client must be told that the partition has recovered, even if nothing else has changed.
            _highWatermark = result.Error == ErrorCode.None ? result.HighWatermark : -1;
            _logStartOffset = result.LogStartOffset;
            return changed;
        }
    }
}
