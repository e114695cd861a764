namespace MsaSample.Broker.Topics;

/// <summary>A topic. The catalog replaces partitions and settings as a whole, so readers need no lock.</summary>
internal sealed class Topic(string name, Guid id, IReadOnlyList<Partition> partitions, TopicConfigs configs)
{
    /// <summary>The topic of the committed offsets.</summary>
    public const string ConsumerOffsets = "__consumer_offsets";

    /// <summary>The topic of the transactions' states.</summary>
    public const string TransactionState = "__transaction_state";

    private volatile IReadOnlyList<Partition> _partitions = partitions;
    private volatile TopicConfigs _configs = configs;

    public string Name => name;

    /// <summary>Unique: a later topic of the same name gets another id.</summary>
    public Guid Id => id;

    /// <summary>Written by the broker only; clients may read it.</summary>
    public bool IsInternal => IsInternalName(name);

    public IReadOnlyList<Partition> Partitions
    {
        get => _partitions;
        set => _partitions = value;
    }

    public TopicConfigs Configs
    {
        get => _configs;
        set => _configs = value;
    }

    public static bool IsInternalName(string name) => name is ConsumerOffsets or TransactionState;

    /// <summary>Null when the partition does not exist.</summary>
    public Partition? FindPartition(int index)
    {
        var partitions = _partitions;
        return (uint)index < (uint)partitions.Count ? partitions[index] : null;
    }
}
