namespace MsaSample.Broker.Groups.ClassicProtocol;

/// <summary>
/// The one timer of a rebalance. It ends what the rebalance waits for: the initial delay, the members' joins, or their syncs.
/// </summary>
internal sealed class RebalanceTimer(Group group)
{
    private ITimer? _timer;

    public bool IsRunning => _timer is not null;

    /// <summary>Starts the timer; an earlier setting no longer applies.</summary>
    public void Start(TimeSpan delay, Action onDue)
    {
        Stop();
        ITimer? started = null;
        started = group.CreateTimer(
            () =>
            {
                // One that was replaced may have fired already and waited for the lock.
                if (_timer == started && started is not null)
                    onDue();
            },
            delay);
        _timer = started;
    }

    public void Stop()
    {
        _timer?.Dispose();
        _timer = null;
    }
}
