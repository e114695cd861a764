namespace MsaSample.Broker.Topics;

/// <summary>A topic as it stands. The catalog replaces partitions and settings as a whole, so readers need no lock.</summary>
internal sealed class Topic(string name, Guid id, IReadOnlyList<Partition> partitions, TopicConfigs configs)
{
    /// <summary>The topic that committed offsets live in.</summary>
    public const string ConsumerOffsets = "__consumer_offsets";

    /// <summary>The topic that transaction states live in.</summary>
    public const string TransactionState = "__transaction_state";

    private volatile IReadOnlyList<Partition> _partitions = partitions;
    private volatile TopicConfigs _configs = configs;

    public string Name => name;

    /// <summary>Never used again, also not for a topic of the same name.</summary>
    public Guid Id => id;

    /// <summary>The broker's own; clients read it but do not write to it.</summary>
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

    /// <summary>Null when there is no such partition.</summary>
    public Partition? FindPartition(int index)
    {
        var partitions = _partitions;
        return (uint)index < (uint)partitions.Count ? partitions[index] : null;
    }
}
