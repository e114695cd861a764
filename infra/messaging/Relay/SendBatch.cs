using MsaSample.Messaging.Outbox;

namespace MsaSample.Messaging.Relay;

/// <summary>The answers to one batch. Filled from the client's thread, read when <see cref="Completion"/> is done.</summary>
internal sealed class SendBatch(IReadOnlyList<OutboxRow> rows)
{
    private readonly bool[] _acknowledged = new bool[rows.Count];
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _open = rows.Count;
    private volatile string? _failure;

    public Task Completion => _done.Task;

    /// <summary>Why a row was not acknowledged; null while all were.</summary>
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
    /// The rows that may be deleted: acknowledged, and no earlier row of the same key is still to be sent. A later row that was acknowledged
    /// is sent again behind the earlier one, so that the last record of the key in the log is its newest. That holds while this leader leads: what a stopped leader still had in its
    /// client's queue may follow the records of its successor, and readers drop it by its version.
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
