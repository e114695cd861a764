using MsaSample.Broker.Groups.ClassicProtocol;
using MsaSample.Broker.Groups.ConsumerProtocol;
using MsaSample.Broker.Groups.Offsets;
using MsaSample.Broker.Protocol;
using MsaSample.Broker.Protocol.Messages;

namespace MsaSample.Broker.Groups;

/// <summary>
/// Everything under one group id: what was committed, and the members, who speak one protocol at a time. Everything happens under
/// one lock per group; requests that must wait get their answer from the change that they wait for.
/// </summary>
internal sealed partial class Group
{
    private readonly GroupEnvironment _env;

    public Group(string id, GroupEnvironment env)
    {
        (Id, _env) = (id, env);
        Offsets = new GroupOffsets(id, env.Store, env.InTransaction);
        Protocol = new ClassicGroup(this, env);
    }

    public string Id { get; }

    public Lock Lock { get; } = new();

    /// <summary>Read and changed under <see cref="Lock"/>.</summary>
    public GroupOffsets Offsets { get; }

    /// <summary>The members; a group without any is a classic one until others come.</summary>
    public GroupProtocol Protocol { get; private set; }

    /// <summary>Deleted, or the broker stops: nothing may be stored for it any more. Read under <see cref="Lock"/>.</summary>
    public bool IsDead { get; private set; }

    /// <summary>The group as one of the classic protocol; null when its members speak the other one.</summary>
    public ClassicGroup? Classic => Protocol as ClassicGroup;

    /// <summary>The group as one of the consumer protocol; null when its members speak the other one.</summary>
    public ConsumerGroup? Consumer => Protocol as ConsumerGroup;

    /// <summary>The group as one of the classic protocol, into which it turns when it has no members; else null.</summary>
    public ClassicGroup? AsClassic() => Classic ?? Turn(static (group, env) => new ClassicGroup(group, env));

    /// <summary>The group as one of the consumer protocol, into which it turns when it has no members; else null.</summary>
    public ConsumerGroup? AsConsumer() => Consumer ?? Turn(static (group, env) => new ConsumerGroup(group, env));

    public ListedGroup List()
    {
        lock (Lock)
            return Protocol.List();
    }

    /// <summary>Removes the group and all it has committed, if it has no members.</summary>
    public ErrorCode Delete()
    {
        lock (Lock)
        {
            if (IsDead)
                return ErrorCode.GroupIdNotFound;

            if (!Protocol.IsEmpty)
                return ErrorCode.NonEmptyGroup;

            return Offsets.Delete(Offsets.AllPartitions) is var error && error != ErrorCode.None ? error : Bury();
        }
    }

    /// <summary>Drops offsets that are too old; true when the group is left with neither offsets nor members and is gone.</summary>
    public bool Expire()
    {
        lock (Lock)
        {
            var oldest = Now - (long)_env.Options.OffsetsRetention.TotalMilliseconds;
            return !IsDead
                && Offsets.Expire(Protocol, oldest) == ErrorCode.None
                && Offsets.IsEmpty && Protocol.IsEmpty
                && Bury() == ErrorCode.None;
        }
    }

    /// <summary>Becomes a group of members that its last record tells of; called while the offsets topic is read.</summary>
    public void Restore(GroupProtocol protocol) => Protocol = protocol;

    /// <summary>The broker stops: nothing happens here any more.</summary>
    public void Stop()
    {
        lock (Lock)
        {
            if (IsDead)
                return;

            IsDead = true;
            Protocol.End();
        }
    }

    private long Now => _env.Clock.GetUtcNow().ToUnixTimeMilliseconds();

    private T? Turn<T>(Func<Group, GroupEnvironment, T> create) where T : GroupProtocol
    {
        lock (Lock)
        {
            if (Protocol is T already)
                return already;

            if (IsDead || !Protocol.IsEmpty || EraseProtocol() != ErrorCode.None)
                return null;

            Protocol.End();
            var turned = create(this, _env);
            Protocol = turned;
            return turned;
        }
    }

    private ErrorCode EraseProtocol() => _env.Store.Append(Id, Protocol.RecordKeys().Select(static key => (key, (byte[]?)null)));

    private ErrorCode Bury()
    {
        var error = EraseProtocol();
        if (error != ErrorCode.None)
            return error;

        IsDead = true;
        Protocol.End();
        return ErrorCode.None;
    }
}
