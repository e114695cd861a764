namespace MsaSample.Broker.Groups.ConsumerProtocol;

/// <summary>
/// Removes members of a consumer group whose time is up: those that send no heartbeat within the session timeout, and those that do not
/// give up partitions within their rebalance timeout.
/// </summary>
internal sealed class MemberTimers(Group group, GroupEnvironment env, ConsumerMembers members, Action<ConsumerMember, string> onExpired)
{
    private bool _stopped;

    /// <summary>Restarts the session timer of a member that has sent a heartbeat.</summary>
    public void RenewSession(ConsumerMember member)
    {
        member.SessionTimer ??= CreateSessionTimer(member);
        member.SessionTimer.Change(env.Options.ConsumerSessionTimeout, Timeout.InfiniteTimeSpan);
        member.LastSeen = env.Clock.GetTimestamp();
    }

    /// <summary>Starts the rebalance timer of a member that was told to give up partitions.</summary>
    public void StartRebalance(ConsumerMember member)
    {
        var epoch = member.Epoch;
        StopRebalance(member);
        member.RebalanceTimer = group.CreateTimer(
            () =>
            {
                if (IsActive(member) && member.Current.State == MemberState.UnrevokedPartitions && member.Epoch == epoch)
                    onExpired(member, "it did not give up its partitions within its rebalance timeout");
            },
            member.RebalanceTimeout);
    }

    public static void StopRebalance(ConsumerMember member)
    {
        member.RebalanceTimer?.Dispose();
        member.RebalanceTimer = null;
    }

    public void Stop()
    {
        _stopped = true;
        foreach (var member in members.All)
            member.Dispose();
    }

    private ITimer CreateSessionTimer(ConsumerMember member) => group.CreateTimer(() => OnSessionTimer(member), Timeout.InfiniteTimeSpan);

    private void OnSessionTimer(ConsumerMember member)
    {
        if (!IsActive(member))
            return;

        // A timer that went off may have waited for the lock while a heartbeat held it.
        var left = env.Options.ConsumerSessionTimeout - env.Clock.GetElapsedTime(member.LastSeen);
        if (left > TimeSpan.FromMilliseconds(1))
            member.SessionTimer!.Change(left, Timeout.InfiniteTimeSpan);
        else
            onExpired(member, "its session timed out");
    }

    private bool IsActive(ConsumerMember member) => !_stopped && members.Contains(member);
}
