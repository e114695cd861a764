namespace MsaSample.Broker.Tests.Crash;

/// <summary>Counts what happens, and lets one wait for more of it.</summary>
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

    /// <summary>Waits until it has happened so many times more.</summary>
    /// <exception cref="TimeoutException">It did not.</exception>
    public async Task NextAsync(int further, TimeSpan within)
    {
        if (!await TryNextAsync(further, within))
            throw new TimeoutException($"It did not happen {further} times more within {within}.");
    }

    /// <summary>Waits until it has happened so many times more, or until the time is over.</summary>
    /// <returns>Whether it has.</returns>
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
