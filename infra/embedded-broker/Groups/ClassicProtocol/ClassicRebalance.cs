using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages.Groups;

namespace MsaSample.Broker.Groups.ClassicProtocol;

/// <summary>
/// Takes a classic group from one generation to the next. In PreparingRebalance the members must join again. In CompletingRebalance those
/// that did are the new generation and wait for their assignment (<see cref="SyncPhase"/>).
/// </summary>
internal sealed class ClassicRebalance(
    Group group, GroupEnvironment env, ClassicMembers members, PendingMembers pending, ClassicGeneration generation,
    ClassicSessions sessions, SyncPhase sync, RebalanceTimer timer)
{
    private bool _isInitialDelay;
    private TimeSpan _initialDelayLeft;
    private bool _memberCameDuringDelay;

    /// <summary>Notes that a new member has joined, which prolongs the initial delay.</summary>
    public void OnMemberAdded() => _memberCameDuringDelay = true;

    /// <summary>
    /// Starts a rebalance, because members or their protocols have changed; during a rebalance, completes it if all members have joined.
    /// </summary>
    public void StartOrContinue()
    {
        if (generation.State == ClassicGroupState.Dead)
            return;

        if (generation.State != ClassicGroupState.PreparingRebalance)
        {
            Start();
            return;
        }

        CompleteJoinIfAllJoined();
        if (generation.State == ClassicGroupState.PreparingRebalance && !timer.IsRunning)
            timer.Start(members.RebalanceTimeout, CompleteJoin);
    }

    public void Start()
    {
        if (generation.State == ClassicGroupState.CompletingRebalance)
            sync.Fail(ErrorCode.RebalanceInProgress);

        var isFirst = generation.State == ClassicGroupState.Empty;
        _isInitialDelay = isFirst && env.Options.InitialRebalanceDelay > TimeSpan.Zero;
        generation.MoveTo(ClassicGroupState.PreparingRebalance);
        if (_isInitialDelay)
        {
            _initialDelayLeft = members.RebalanceTimeout - env.Options.InitialRebalanceDelay;
            _memberCameDuringDelay = false;
            timer.Start(env.Options.InitialRebalanceDelay, OnInitialDelay);
            return;
        }

        timer.Start(members.RebalanceTimeout, CompleteJoin);
        if (isFirst)
            CompleteJoin();
        else
            CompleteJoinIfAllJoined();
    }

    /// <summary>Completes the join phase if only the members that are no longer expected were missing.</summary>
    public void OnFewerExpected()
    {
        if (generation.State == ClassicGroupState.PreparingRebalance)
            CompleteJoinIfAllJoined();
    }

    /// <summary>Removes a member. Its waiting requests are answered with UNKNOWN_MEMBER_ID.</summary>
    public void Remove(ClassicMember member)
    {
        members.Remove(member);
        sync.Forget(member.MemberId);
        member.AnswerJoin(JoinGroupResponse.Failed(ErrorCode.UnknownMemberId, ""));
        member.AnswerSync(SyncGroupResponse.Failed(ErrorCode.UnknownMemberId));
        member.Dispose();
    }

    // Each member that comes during the delay prolongs it, up to the rebalance timeout.
    private void OnInitialDelay()
    {
        if (!_memberCameDuringDelay || _initialDelayLeft <= TimeSpan.Zero)
        {
            CompleteJoin();
            return;
        }

        _memberCameDuringDelay = false;
        var next = _initialDelayLeft < env.Options.InitialRebalanceDelay ? _initialDelayLeft : env.Options.InitialRebalanceDelay;
        _initialDelayLeft -= next;
        timer.Start(next, OnInitialDelay);
    }

    private void CompleteJoinIfAllJoined()
    {
        if (!_isInitialDelay && pending.Count == 0 && members.All.All(static member => member.Joining is not null))
            CompleteJoin();
    }

    private void CompleteJoin()
    {
        _isInitialDelay = false;
        foreach (var late in members.All.Where(static member => member.Joining is null && member.InstanceId is null).ToArray())
            Remove(late);

        if (members.Count > 0 && !members.ElectLeaderThatJoined())
        {
            // Only static members are left and none has joined again yet. They stay until their sessions time out; the first one that joins
            // waits for the others.
            timer.Stop();
            return;
        }

        timer.Stop();
        if (members.Count == 0)
            members.Leader = null;

        generation.Advance();
        if (members.Count == 0)
            generation.Save();
        else
            BeginSync();
    }

    private void BeginSync()
    {
        sync.Begin();
        foreach (var member in members.All)
        {
            member.IsNew = false;
            member.AnswerJoin(generation.Joined(member));
            sessions.Renew(member);
        }

        timer.Start(members.RebalanceTimeout, OnSyncTimeout);
    }

    // Members that joined but never ask for their assignment hold up the group no longer than this.
    private void OnSyncTimeout()
    {
        foreach (var memberId in sync.Pending.ToArray())
        {
            env.Logger.MemberExpired(group.Id, memberId);
            Remove(members[memberId]);
        }

        StartOrContinue();
    }
}
