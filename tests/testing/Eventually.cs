namespace MsaSample.Testing;

/// <summary>
/// Waits for a condition instead of for a time. Each wait has a reason, which the failure text repeats, with the time waited, the number of
/// attempts and the last error.
/// </summary>
public static class Eventually
{
    /// <summary>The default time limit. It is long, because a wait ends as soon as its condition is true.</summary>
    public static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(100);

    /// <summary>Waits until <paramref name="condition"/> is true.</summary>
    /// <exception cref="TimeoutException">It was not true within the time.</exception>
    public static Task True(
        string reason, Func<bool> condition, TimeSpan? within = null, TimeProvider? clock = null, CancellationToken ct = default) =>
        True(reason, () => Task.FromResult(condition()), within, clock, ct);

    /// <summary>Waits until <paramref name="condition"/> is true. An exception it throws counts as "not yet".</summary>
    /// <exception cref="TimeoutException">It was not true within the time.</exception>
    public static Task True(
        string reason, Func<Task<bool>> condition, TimeSpan? within = null, TimeProvider? clock = null, CancellationToken ct = default) =>
        Retry(reason, async () => (await condition(), true), within, clock, ct);

    /// <summary>Waits until all <paramref name="assertions"/> pass; the failure text has the last one that failed.</summary>
    /// <exception cref="TimeoutException">They did not pass within the time.</exception>
    public static Task Passes(
        string reason, Func<Task> assertions, TimeSpan? within = null, TimeProvider? clock = null, CancellationToken ct = default) =>
        Retry(
            reason,
            async () =>
            {
                await assertions();
                return (true, true);
            },
            within, clock, ct);

    /// <summary>Waits until <paramref name="get"/> returns something other than null, and returns it.</summary>
    /// <exception cref="TimeoutException">It returned null until the time was over.</exception>
    public static async Task<T> Value<T>(
        string reason, Func<Task<T?>> get, TimeSpan? within = null, TimeProvider? clock = null, CancellationToken ct = default)
        where T : class =>
        (await Retry(reason, async () => await get() is { } value ? (true, value) : (false, null), within, clock, ct))!;

    private static async Task<T> Retry<T>(
        string reason, Func<Task<(bool Done, T Value)>> attempt, TimeSpan? within, TimeProvider? clock, CancellationToken ct)
    {
        clock ??= TimeProvider.System;
        var timeout = within ?? DefaultTimeout;
        var started = clock.GetTimestamp();
        var pause = FirstPause;
        Exception? lastError = null;
        for (var attempts = 1; ; attempts++)
        {
            try
            {
                var (done, value) = await attempt();
                if (done) return value;
                lastError = null;
            }
            catch (Exception e) when (!ct.IsCancellationRequested)
            {
                lastError = e;
            }

            var waited = clock.GetElapsedTime(started);
            if (waited >= timeout) throw new TimeoutException(Failure(reason, waited, attempts, lastError), lastError);
            await Task.Delay(pause, clock, ct);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    private static string Failure(string reason, TimeSpan waited, int attempts, Exception? lastError) =>
        $"Waited {waited.TotalSeconds:0.0} s ({attempts} attempts), but this did not become true: {reason}."
        + (lastError is null ? "" : $" Last error: {lastError.GetType().Name}: {lastError.Message}");
}
