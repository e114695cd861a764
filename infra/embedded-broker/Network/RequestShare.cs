using System.Numerics;

namespace MsaSample.Broker.Network;

/// <summary>
/// A number of bytes that the requests of several connections share. Large requests queue separately for one half of it: a few large
/// ones that arrive slowly never delay ordinary requests.
/// </summary>
/// <param name="limit">The number of bytes.</param>
internal sealed class RequestShare(long limit)
{
    // Twice the default max.request.size of Kafka's producers.
    private const long Large = 2 << 20;

    private readonly MemoryShare _all = new(limit);
    private readonly MemoryShare _large = new(limit / 2);

    // A small share has a lower threshold, so that an ordinary request fits into the quarter that the large ones leave.
    private readonly long _ordinary = Math.Max(MemoryShare.NoWaitBytes, Math.Min(Large, limit / 8));

    /// <summary>Bytes in use.</summary>
    public long Used => _all.Used;

    /// <summary>
    /// Size of the largest request: at most half of the bytes, and its buffer, up to twice as large, must leave a quarter of them.
    /// </summary>
    public int MaxRequestBytes => (int)Math.Clamp(Math.Min(limit / 2, LargestBuffer), MemoryShare.NoWaitBytes, Array.MaxLength);

    /// <summary>Waits until all the bytes are free and takes them; the caller returns them with <see cref="Release"/>.</summary>
    public ValueTask AcquireAsync(long bytes, CancellationToken cancellationToken) =>
        bytes <= _ordinary ? _all.AcquireAsync(bytes, cancellationToken) : AcquireLargeAsync(bytes, cancellationToken);

    public void Release(long bytes)
    {
        _all.Release(bytes);
        if (bytes > _ordinary)
            _large.Release(OfHalf(bytes));
    }

    private long LargestBuffer => 1L << BitOperations.Log2((ulong)(limit / 4 * 3));

    // Always in this order: a caller that holds bytes of _all waits for nothing else, so there is no deadlock.
    private async ValueTask AcquireLargeAsync(long bytes, CancellationToken cancellationToken)
    {
        await _large.AcquireAsync(OfHalf(bytes), cancellationToken);
        try
        {
            await _all.AcquireAsync(bytes, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            _large.Release(OfHalf(bytes));
            throw;
        }
    }

    // A buffer larger than the half takes all of it.
    private long OfHalf(long bytes) => Math.Min(bytes, limit / 2);
}
