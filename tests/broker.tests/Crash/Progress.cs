namespace MsaSample.Broker.Tests.Crash;

/// <summary>Counts events, and lets one caller at a time wait for more of them.</summary>
internal sealed class Progress
{
    private TaskCompletionSource _reached = new();
    private long _count;
    private long _target = long.MaxValue;

    public long Count => Interlocked.Read(ref _count);

    public void Advance(int by = 1)
    {
        if (Interlocked.Add(ref _count, by) >= Interlocked.Read(ref _target))
            _reached.TrySetResult();
    }

    /// <summary>Waits for a number of further events.</summary>
    /// <exception cref="TimeoutException">There were fewer.</exception>
    public async Task NextAsync(int further, TimeSpan within)
    {
        if (!await TryNextAsync(further, within))
            throw new TimeoutException($"There were fewer than {further} further events within {within}.");
    }

    /// <summary>Waits for a number of further events, or until the time is over.</summary>
    /// <returns>Whether all of them came.</returns>
    public async Task<bool> TryNextAsync(int further, TimeSpan within)
    {
        _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Interlocked.Exchange(ref _target, Count + further);
        Advance(0);
        try
        {
            await _reached.Task.WaitAsync(within, TimeProvider.System, TestContext.Current.CancellationToken);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }
}
