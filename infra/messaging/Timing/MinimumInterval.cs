namespace MsaSample.Messaging.Timing;

/// <summary>
/// Lets a busy loop take larger bites: a round begins at the earliest one interval after the round before began. What comes alone is not held
/// up; under load a round takes all that came in the meantime, for the same few round trips to the database. For one thread at a time.
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
