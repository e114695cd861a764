using MsaSample.Messaging.Outbox;

namespace MsaSample.Messaging.Relay;

/// <summary>What became of the rows of one read, sent in one batch or in several.</summary>
internal sealed class SendRound(IReadOnlyList<OutboxRow> rows)
{
    private readonly HashSet<long> _acknowledged = [];

    public void Add(SendBatch batch)
    {
        for (var i = 0; i < batch.Rows.Count; i++)
        {
            if (batch.IsAcknowledged(i))
                _acknowledged.Add(batch.Rows[i].Sequence);
        }
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
        foreach (var row in rows)
        {
            if (!_acknowledged.Contains(row.Sequence))
                waiting.Add((row.Topic, row.Key));
            else if (!waiting.Contains((row.Topic, row.Key)))
                deletable.Add(row.Sequence);
        }

        return deletable;
    }
}
