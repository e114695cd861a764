using Confluent.Kafka;

namespace MsaSample.Messaging.Consumer;

/// <summary>
/// Whether this process has applied its topics up to their ends once since it started. Until then its copies may be out of date, and it is
/// not ready.
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

    /// <summary>The end of the partition was reached, or it is no longer assigned to this process.</summary>
    public void Finished(TopicPartition partition)
    {
        lock (_lock)
        {
            _behind.Remove(partition);
            IsDone |= _assigned && _behind.Count == 0;
        }
    }
}
