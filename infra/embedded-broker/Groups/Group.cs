using MsaSample.Broker.Groups.ClassicProtocol;
using MsaSample.Broker.Groups.ConsumerProtocol;
using MsaSample.Broker.Groups.Offsets;
using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages.Groups;
using MsaSample.Broker.Timers;

namespace MsaSample.Broker.Groups;

/// <summary>Everything under one group id: the offsets, and the members, who speak one protocol at a time.</summary>
/// <remarks>
/// <para>
/// <see cref="Lock"/> guards all of it: the offsets, the members of either protocol and their timers. A request that must wait (JoinGroup,
/// SyncGroup) gets a task and releases the lock; the change that it waits for completes the task, and its continuation runs on another
/// thread.
/// </para>
/// <para>
/// Order of locks: first the lock of a transaction (<c>Transaction.Lock</c>), when offsets are committed in one or its marker is written;
/// then the group's; then, for a moment each, those of <see cref="GroupsWithPendingOffsets"/>, of the topic catalog (which creates the
/// offsets topic), and of a partition log. The locks of two groups are never held together.
/// </para>
/// </remarks>
internal sealed class Group
{
    private readonly GroupEnvironment _env;

    public Group(string id, GroupEnvironment env)
    {
        (Id, _env) = (id, env);
        Offsets = new GroupOffsets(this, env);
        Protocol = new ClassicGroup(this, env);
    }

    public string Id { get; }

    public Lock Lock { get; } = new();

    public GroupOffsets Offsets { get; }

    /// <summary>
    /// The members. A new group is a classic one until members of the other protocol join. Used under <see cref="Lock"/>.
    /// </summary>
    public GroupProtocol Protocol { get; private set; }

    /// <summary>
    /// Whether the group was deleted or the broker stops: nothing may be stored for it any more. Read under <see cref="Lock"/>.
    /// </summary>
    public bool IsDead { get; private set; }

    /// <summary>The members, when they speak the classic protocol; else null.</summary>
    public ClassicGroup? Classic => Protocol as ClassicGroup;

    /// <summary>The members, when they speak the consumer protocol; else null.</summary>
    public ConsumerGroup? Consumer => Protocol as ConsumerGroup;

    /// <summary>As <see cref="Classic"/>; a consumer group without members becomes a classic one.</summary>
    public ClassicGroup? AsClassic() => Classic ?? SwitchTo(static (group, env) => new ClassicGroup(group, env));

    /// <summary>As <see cref="Consumer"/>; a classic group without members becomes a consumer group.</summary>
    public ConsumerGroup? AsConsumer() => Consumer ?? SwitchTo(static (group, env) => new ConsumerGroup(group, env));

    public ListedGroup List()
    {
        lock (Lock)
            return Protocol.List();
    }

    /// <summary>Deletes the group and its offsets, if it has no members.</summary>
    public ErrorCode Delete()
    {
        lock (Lock)
        {
            if (IsDead)
                return ErrorCode.GroupIdNotFound;

            if (!Protocol.IsEmpty)
                return ErrorCode.NonEmptyGroup;

            return Offsets.DeleteAll() is var error && error != ErrorCode.None ? error : EraseAndEnd();
        }
    }

    /// <summary>Removes expired offsets; true when the group then has neither offsets nor members and was deleted.</summary>
    public bool Expire()
    {
        lock (Lock)
        {
            return !IsDead
                && Offsets.Expire() == ErrorCode.None
                && Offsets.IsEmpty && Protocol.IsEmpty
                && EraseAndEnd() == ErrorCode.None;
        }
    }

    /// <summary>Takes over the members that the records of the offsets topic describe.</summary>
    public void Restore(GroupProtocol protocol) => Protocol = protocol;

    /// <summary>The broker stops: the group stores nothing any more, and waiting requests are answered.</summary>
    public void Stop()
    {
        lock (Lock)
        {
            if (!IsDead)
                End();
        }
    }

    /// <summary>A timer that goes off once; the callback runs under <see cref="Lock"/>.</summary>
    public ITimer CreateTimer(Action callback, TimeSpan dueTime) => _env.Clock.CreateGuardedTimer(
        _env.Logger,
        () =>
        {
            lock (Lock)
                callback();
        },
        dueTime, Timeout.InfiniteTimeSpan);

    private T? SwitchTo<T>(Func<Group, GroupEnvironment, T> create) where T : GroupProtocol
    {
        lock (Lock)
        {
            if (Protocol is T already)
                return already;

            if (IsDead || !Protocol.IsEmpty || EraseProtocol() != ErrorCode.None)
                return null;

            Protocol.End();
            var protocol = create(this, _env);
            Protocol = protocol;
            return protocol;
        }
    }

    private ErrorCode EraseAndEnd()
    {
        var error = EraseProtocol();
        if (error == ErrorCode.None)
            End();

        return error;
    }

    private ErrorCode EraseProtocol() => _env.Store.Append(Id, Protocol.RecordKeys().Select(static key => (key, (byte[]?)null)));

    private void End()
    {
        IsDead = true;
        Protocol.End();
    }
}
