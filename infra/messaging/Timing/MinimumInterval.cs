namespace MsaSample.Messaging.Timing;

/// <summary>
/// Spaces the rounds of a busy loop: a round begins at the earliest one interval after the start of the round before, so that under load
/// each round takes more records for the same number of round trips to the database. A round after a pause does not wait. Not thread-safe.
/// </summary>
internal sealed class MinimumInterval(TimeProvider clock, TimeSpan interval)
{
    private long? _last;

    public async ValueTask WaitAsync(CancellationToken cancellationToken)
    {
        if (_last is { } last && interval - clock.GetElapsedTime(last) is var left && left > TimeSpan.Zero)
            await Task.Delay(left, clock, cancellationToken);

        _last = clock.GetTimestamp();
    }
}
