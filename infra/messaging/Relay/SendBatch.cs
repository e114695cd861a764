using MsaSample.Messaging.Outbox;

namespace MsaSample.Messaging.Relay;

/// <summary>Kafka's answers to a batch. The client's thread adds them; read them when <see cref="Completion"/> has completed.</summary>
internal sealed class SendBatch(IReadOnlyList<OutboxRow> rows)
{
    private readonly bool[] _acknowledged = new bool[rows.Count];
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _open = rows.Count;
    private volatile string? _failure;

    public Task Completion => _done.Task;

    /// <summary>Why a row was not acknowledged; null while none has failed.</summary>
    public string? Failure => _failure;

    public void Acknowledge(int index)
    {
        _acknowledged[index] = true;
        CountDown();
    }

    public void Fail(int index, string reason)
    {
        _failure = $"{rows[index].Topic} {rows[index].Key} version {rows[index].Version}: {reason}";
        CountDown();
    }

    /// <summary>
    /// The sequence numbers of the rows that may be deleted: acknowledged, with no unsent earlier row of the same key. An acknowledged row
    /// behind an unsent one is sent again, so that the last record of the key in the log is the newest. This holds while the relay has its
    /// lease: records that a stopped relay left in its client's queue may follow those of its successor, and readers skip them by their
    /// version.
    /// </summary>
    public List<long> Deletable()
    {
        var deletable = new List<long>(rows.Count);
        var waiting = new HashSet<(string Topic, string Key)>();
        for (var i = 0; i < rows.Count; i++)
        {
            var key = (rows[i].Topic, rows[i].Key);
            if (!_acknowledged[i])
                waiting.Add(key);
            else if (!waiting.Contains(key))
                deletable.Add(rows[i].Sequence);
        }

        return deletable;
    }

    private void CountDown()
    {
        if (Interlocked.Decrement(ref _open) == 0)
            _done.SetResult();
    }
}
