namespace MsaSample.Broker.Groups.ClassicProtocol;

/// <summary>The session timers of a classic group: a member that sends no request within its session timeout is removed.</summary>
internal sealed class ClassicSessions(Group group, TimeProvider clock, ClassicMembers members, Action<ClassicMember> onExpired)
{
    // Kafka's limit for a new member: until its first join is answered it cannot send heartbeats.
    private static readonly TimeSpan NewMemberTimeout = TimeSpan.FromMinutes(5);

    /// <summary>Gives a member its timer, which runs from the first <see cref="Renew"/> on.</summary>
    public void Open(ClassicMember member) => member.SessionTimer = group.CreateTimer(() => OnTimer(member), Timeout.InfiniteTimeSpan);

    /// <summary>Restarts the session timer of a member that has sent a request.</summary>
    public void Renew(ClassicMember member)
    {
        member.LastSeen = clock.GetTimestamp();
        member.SessionTimer!.Change(TimeoutOf(member), Timeout.InfiniteTimeSpan);
    }

    private static TimeSpan TimeoutOf(ClassicMember member) => IsFirstJoin(member) ? NewMemberTimeout : member.SessionTimeout;

    private static bool IsFirstJoin(ClassicMember member) => member.IsNew && member.Joining is not null;

    private void OnTimer(ClassicMember member)
    {
        if (members.Find(member.MemberId) != member)
            return;

        // A member whose request waits here is alive. One that never had an answer does not count as alive: its client may be gone.
        var waits = (member.Joining is not null && !member.IsNew) || member.Syncing is not null;
        var left = waits ? member.SessionTimeout : TimeoutOf(member) - clock.GetElapsedTime(member.LastSeen);
        if (left > TimeSpan.FromMilliseconds(1))
            member.SessionTimer!.Change(left, Timeout.InfiniteTimeSpan);
        else
            onExpired(member);
    }
}
