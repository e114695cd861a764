namespace MsaSample.Launcher.Processes;

/// <summary>The delay before a process that died is started again: doubled at each death, and reset by a long run.</summary>
internal sealed class RestartPolicy
{
    private int _deaths;

    /// <summary>How many times a program may die before it was ever ready; then the launcher gives up.</summary>
    public int StartAttempts { get; init; } = 3;

    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromMilliseconds(250);

    public TimeSpan LongestDelay { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>A run of this length resets the delay.</summary>
    public TimeSpan StableAfter { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The delay after a run of this length.</summary>
    public TimeSpan NextDelay(TimeSpan ran)
    {
        if (ran >= StableAfter)
            _deaths = 0;

        var delay = FirstDelay * Math.Pow(2, Math.Min(_deaths++, 20));
        return delay < LongestDelay ? delay : LongestDelay;
    }
}
