using MsaSample.Discovery.Wire;

namespace MsaSample.Registry.Leases;

/// <summary>
/// The current <see cref="RegistryState"/>, and the last change of each instance, which deltas are made of. <see cref="Advance"/> is called
/// under the lock of <see cref="LeaseTable"/>; <see cref="Current"/> may be read without it.
/// </summary>
internal sealed class RegistryHistory(TimeProvider clock)
{
    /// <summary>How long a change stays in deltas; clients that were away longer fetch the full list.</summary>
    public static readonly TimeSpan DeltaRetention = TimeSpan.FromSeconds(180);

    private readonly Dictionary<(string App, string Id), RegistryChange> _changes = [];
    private long _changeCount;

    // Beginning with the time keeps a version from being given out again after a restart.
    private volatile RegistryState _current = new(clock.GetUtcNow().ToUnixTimeMilliseconds(), 0, [], []);

    public RegistryState Current => _current;

    /// <summary>Makes the next state after the change of one instance, and answers the requests that wait for it.</summary>
    public void Advance(WireInstance changed, IEnumerable<WireInstance> instances)
    {
        var now = clock.GetUtcNow();
        foreach (var (key, old) in _changes)
        {
            if (now - old.At > DeltaRetention)
                _changes.Remove(key);
        }

        var previous = _current;
        var version = previous.Version + 1;
        _changes[(changed.App, changed.InstanceId)] = new RegistryChange(version, now, changed);
        _current = new RegistryState(version, ++_changeCount, [.. instances], [.. _changes.Values]);
        previous.Supersede();
    }
}
