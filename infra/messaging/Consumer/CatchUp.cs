using Confluent.Kafka;

namespace MsaSample.Messaging.Consumer;

/// <summary>
/// Whether this process has read its topics to their ends once since it started. Until then its copies may be old, and it is not ready.
/// </summary>
internal sealed class CatchUp
{
    private readonly Lock _lock = new();
    private readonly HashSet<TopicPartition> _behind = [];
    private bool _assigned;

    public bool IsDone { get; private set; }

    public void Assigned(IEnumerable<TopicPartition> partitions)
    {
        lock (_lock)
        {
            if (IsDone)
                return;

            _assigned = true;
            _behind.UnionWith(partitions);
            IsDone = _behind.Count == 0;
        }
    }

    /// <summary>The end was reached, or the partition is not ours any more.</summary>
    public void Finished(TopicPartition partition)
    {
        lock (_lock)
        {
            _behind.Remove(partition);
            IsDone |= _assigned && _behind.Count == 0;
        }
    }
}
