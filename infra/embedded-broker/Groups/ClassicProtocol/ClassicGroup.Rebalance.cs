using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages;
using MsaSample.Broker.Timers;

namespace MsaSample.Broker.Groups.ClassicProtocol;

/// <summary>From one generation to the next: wait for the members, choose the assignor, wait for the assignments.</summary>
internal sealed partial class ClassicGroup
{
    private readonly HashSet<string> _pendingSync = []; // members of the new generation that have not asked for their assignment yet
    private ITimer? _rebalanceTimer;
    private bool _newMemberAdded;
    private bool _initialDelay;
    private TimeSpan _initialDelayLeft;

    private void RebalanceOrCompleteJoin()
    {
        if (State == ClassicGroupState.Dead)
            return;

        if (State != ClassicGroupState.PreparingRebalance)
        {
            PrepareRebalance();
            return;
        }

        CompleteJoinIfAllAreHere();
        if (State == ClassicGroupState.PreparingRebalance && _rebalanceTimer is null)
            StartTimer(RebalanceTimeout, CompleteJoin);
    }

    private void PrepareRebalance()
    {
        if (State == ClassicGroupState.CompletingRebalance)
            FailSyncs(ErrorCode.RebalanceInProgress);

        var first = State == ClassicGroupState.Empty;
        _initialDelay = first && env.Options.InitialRebalanceDelay > TimeSpan.Zero;
        MoveTo(ClassicGroupState.PreparingRebalance);
        if (_initialDelay)
        {
            _initialDelayLeft = RebalanceTimeout - env.Options.InitialRebalanceDelay;
            _newMemberAdded = false;
            StartTimer(env.Options.InitialRebalanceDelay, OnInitialDelay);
            return;
        }

        StartTimer(RebalanceTimeout, CompleteJoin);
        if (first)
            CompleteJoin();
        else
            CompleteJoinIfAllAreHere();
    }

    private TimeSpan RebalanceTimeout => _members.Count == 0 ? TimeSpan.Zero : _members.Values.Max(static member => member.RebalanceTimeout);

    // Each member that comes during the delay prolongs it, up to the rebalance timeout.
    private void OnInitialDelay()
    {
        if (!_newMemberAdded || _initialDelayLeft <= TimeSpan.Zero)
        {
            CompleteJoin();
            return;
        }

        _newMemberAdded = false;
        var next = _initialDelayLeft < env.Options.InitialRebalanceDelay ? _initialDelayLeft : env.Options.InitialRebalanceDelay;
        _initialDelayLeft -= next;
        StartTimer(next, OnInitialDelay);
    }

    private void CompleteJoinIfAllAreHere()
    {
        if (!_initialDelay && _pendingMembers.Count == 0 && _members.Values.All(static member => member.Joining is not null))
            CompleteJoin();
    }

    private void CompleteJoin()
    {
        _initialDelay = false;
        foreach (var late in _members.Values.Where(static member => member.Joining is null && member.InstanceId is null).ToArray())
            Remove(late);

        if (_members.Count > 0 && !ElectLeaderThatJoined())
        {
            // Only static members are left and none has come back yet. Their sessions decide; the first to come waits for the others.
            StopTimer();
            return;
        }

        StopTimer();
        _generation = _generation == int.MaxValue ? 1 : _generation + 1;
        if (_members.Count == 0)
        {
            (_protocol, _leader) = (null, null);
            MoveTo(ClassicGroupState.Empty);
            Save();
            return;
        }

        _protocol = ChooseProtocol();
        MoveTo(ClassicGroupState.CompletingRebalance);
        _pendingSync.Clear();
        foreach (var member in _members.Values)
        {
            member.Assignment = [];
            member.IsNew = false;
            _pendingSync.Add(member.MemberId);
            member.AnswerJoin(Joined(member));
            Touch(member);
        }

        StartTimer(RebalanceTimeout, OnSyncTimeout);
    }

    private bool ElectLeaderThatJoined()
    {
        if (_leader is { } leader && _members[leader].Joining is not null)
            return true;

        var joined = _members.Values.FirstOrDefault(static member => member.Joining is not null);
        _leader = joined?.MemberId ?? _leader;
        return joined is not null;
    }

    // Members that took their generation but never asked for an assignment hold up the group no longer than this.
    private void OnSyncTimeout()
    {
        foreach (var memberId in _pendingSync.ToArray())
        {
            env.Logger.MemberExpired(group.Id, memberId);
            Remove(_members[memberId]);
        }

        RebalanceOrCompleteJoin();
    }

    private void FailSyncs(ErrorCode error)
    {
        _pendingSync.Clear();
        foreach (var member in _members.Values)
        {
            member.Assignment = [];
            member.AnswerSync(SyncGroupResponse.Failed(error));
        }
    }

    private void StartTimer(TimeSpan delay, Action onTimer)
    {
        StopTimer();
        ITimer? started = null;
        started = env.Clock.CreateGuardedTimer(
            env.Logger,
            () =>
            {
                lock (group.Lock)
                {
                    if (_rebalanceTimer == started && started is not null)
                        onTimer();
                }
            },
            delay, Timeout.InfiniteTimeSpan);
        _rebalanceTimer = started;
    }

    private void StopTimer()
    {
        _rebalanceTimer?.Dispose();
        _rebalanceTimer = null;
    }
}
