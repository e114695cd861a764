using System.Threading.Channels;

namespace MsaSample.Messaging.Outbox;

/// <summary>
/// Wakes the relay after a commit. It is only a hint: the relay finds rows by reading the table, so a lost signal costs one poll interval.
/// </summary>
internal sealed class OutboxSignal
{
    private readonly Channel<bool> _signal = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    public void Set() => _signal.Writer.TryWrite(true);

    /// <summary>Forgets earlier signals. Call it before reading the table.</summary>
    public void Reset() => _signal.Reader.TryRead(out _);

    public async Task WaitAsync(TimeSpan longest, TimeProvider clock, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(longest, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            await _signal.Reader.WaitToReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // No signal in time: the caller polls.
            return;
        }
    }
}
