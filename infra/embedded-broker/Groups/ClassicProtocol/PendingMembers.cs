namespace MsaSample.Broker.Groups.ClassicProtocol;

/// <summary>
/// Member ids that were given out with MEMBER_ID_REQUIRED (KIP-394) and not used to join yet; each is kept for a session timeout.
/// </summary>
internal sealed class PendingMembers(Group group, Action onExpired)
{
    private readonly Dictionary<string, ITimer> _timers = [];

    public int Count => _timers.Count;

    public void Add(string memberId, TimeSpan sessionTimeout) => _timers[memberId] = group.CreateTimer(
        () =>
        {
            if (Remove(memberId))
                onExpired();
        },
        sessionTimeout);

    /// <summary>Whether the id was pending.</summary>
    public bool Remove(string memberId)
    {
        if (!_timers.Remove(memberId, out var timer))
            return false;

        timer.Dispose();
        return true;
    }

    public void Clear()
    {
        foreach (var timer in _timers.Values)
            timer.Dispose();

        _timers.Clear();
    }
}
