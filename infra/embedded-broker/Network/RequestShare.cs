using System.Numerics;

namespace MsaSample.Broker.Network;

/// <summary>
/// Bytes that the requests of several connections share. The large ones among them wait in a line of their own for one half: a few that
/// come slowly never keep ordinary requests waiting.
/// </summary>
/// <param name="limit">Bytes that may be held together.</param>
internal sealed class RequestShare(long limit)
{
    // Twice what Kafka's producers put into a request by default.
    private const long Large = 2 << 20;

    private readonly MemoryShare _all = new(limit);
    private readonly MemoryShare _large = new(limit / 2);

    // In a small share less is large, so that an ordinary request fits into the quarter that the large ones leave.
    private readonly long _ordinary = Math.Max(MemoryShare.AlwaysThere, Math.Min(Large, limit / 8));

    /// <summary>Bytes that are held now.</summary>
    public long Used => _all.Used;

    /// <summary>The largest request: at most half of the bytes, and a buffer for it, which may be twice as large, leaves a quarter of them.</summary>
    public int MaxRequestBytes => (int)Math.Clamp(Math.Min(limit / 2, LargestBuffer), MemoryShare.AlwaysThere, Array.MaxLength);

    /// <summary>Ends when the bytes are the caller's, all at once; it gives them back with <see cref="Release"/>.</summary>
    public ValueTask AcquireAsync(long bytes, CancellationToken cancellationToken) =>
        bytes <= _ordinary ? _all.AcquireAsync(bytes, cancellationToken) : AcquireLargeAsync(bytes, cancellationToken);

    public void Release(long bytes)
    {
        _all.Release(bytes);
        if (bytes > _ordinary)
            _large.Release(OfHalf(bytes));
    }

    private long LargestBuffer => 1L << BitOperations.Log2((ulong)(limit / 4 * 3));

    // Always in this order: who holds bytes of all waits for nothing more, so nobody waits in a circle.
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

    // A buffer that is larger than the half goes alone.
    private long OfHalf(long bytes) => Math.Min(bytes, limit / 2);
}
