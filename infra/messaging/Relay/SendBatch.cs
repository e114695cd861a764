using Confluent.Kafka;
using MsaSample.Messaging.Outbox;

namespace MsaSample.Messaging.Relay;

/// <summary>Kafka's answers to a batch. The client's thread adds them; read them when <see cref="Completion"/> has completed.</summary>
internal sealed class SendBatch(IReadOnlyList<OutboxRow> rows)
{
    private readonly bool[] _acknowledged = new bool[rows.Count];
    private readonly Error?[] _errors = new Error?[rows.Count];
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _open = rows.Count;

    public IReadOnlyList<OutboxRow> Rows => rows;

    public Task Completion => _done.Task;

    public bool IsAcknowledged(int index) => _acknowledged[index];

    /// <summary>Why the row was not acknowledged; null while there is no answer, and for a row that was not sent.</summary>
    public Error? ErrorOf(int index) => _errors[index];

    public void Acknowledge(int index)
    {
        _acknowledged[index] = true;
        CountDown();
    }

    public void Fail(int index, Error error)
    {
        _errors[index] = error;
        CountDown();
    }

    /// <summary>The row was not sent: an earlier one of its key was refused.</summary>
    public void Skip() => CountDown();

    private void CountDown()
    {
        if (Interlocked.Decrement(ref _open) == 0)
            _done.SetResult();
    }
}
