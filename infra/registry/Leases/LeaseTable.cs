using MsaSample.Discovery;
using MsaSample.Discovery.Wire;

namespace MsaSample.Registry.Leases;

/// <summary>
/// The registered instances and their leases. Every change makes a new immutable <see cref="RegistryState"/>; a heartbeat is not a change.
/// A lease lasts exactly the duration its instance asked for: not twice that, as in the stock server (Netflix/eureka#531). Thread-safe.
/// </summary>
internal sealed class LeaseTable(TimeProvider clock)
{
    private readonly Lock _gate = new();
    private readonly RegistryHistory _history = new(clock);
    private readonly Dictionary<(string App, string Id), Lease> _leases = [];
    private readonly Dictionary<string, InstanceStatus> _overrides = new(StringComparer.Ordinal);

    public RegistryState Current => _history.Current;

    /// <summary>
    /// Adds an instance, or replaces what is stored of it, with a fresh lease. A registration older than the stored one renews the lease
    /// only.
    /// </summary>
    public void Register(WireInstance incoming)
    {
        lock (_gate)
        {
            if (incoming.OverriddenStatus != InstanceStatus.Unknown)
                _overrides.TryAdd(incoming.InstanceId, incoming.OverriddenStatus);
            var stored = _leases.GetValueOrDefault(KeyOf(incoming))?.Instance;
            InstanceStatus? setByOperator = _overrides.TryGetValue(incoming.InstanceId, out var status) ? status : null;
            Store(Registration.Accept(incoming, stored, setByOperator, Now()));
        }
    }

    /// <summary>
    /// Renews a lease (a heartbeat). False when the instance has to register again: it is unknown, it has changed since it registered, or
    /// an operator's status was cleared without a new one.
    /// </summary>
    public bool Renew(string app, string id, long? lastDirtyTimestamp)
    {
        lock (_gate)
        {
            if (!_leases.TryGetValue((app, id), out var lease)
                || lastDirtyTimestamp > lease.Instance.LastDirtyTimestamp
                || lease.Instance.Status == InstanceStatus.Unknown)
                return false;
            lease.Renew(clock);
            return true;
        }
    }

    /// <summary>Ends a lease, and clears the status that an operator set; false when the instance is unknown.</summary>
    public bool Cancel(string app, string id)
    {
        lock (_gate)
        {
            if (!_leases.ContainsKey((app, id)))
                return false;
            Remove((app, id), evictionTimestamp: 0);
            return true;
        }
    }

    /// <summary>
    /// Sets an operator's status, which holds until it is cleared or the lease is cancelled; false when the instance is unknown.
    /// </summary>
    public bool SetStatus(string app, string id, InstanceStatus status, long? lastDirtyTimestamp)
    {
        lock (_gate)
        {
            if (!_leases.TryGetValue((app, id), out var lease))
                return false;
            lease.Renew(clock);
            _overrides[id] = status;
            if (lease.Instance.Status != status || lease.Instance.OverriddenStatus != status)
                Store(Modified(lease.Instance, status, status, lastDirtyTimestamp));
            return true;
        }
    }

    /// <summary>
    /// Clears an operator's status; false when the instance is unknown. While <paramref name="status"/> is UNKNOWN, heartbeats are refused,
    /// so that the instance registers again.
    /// </summary>
    public bool ClearStatus(string app, string id, InstanceStatus status, long? lastDirtyTimestamp)
    {
        lock (_gate)
        {
            if (!_leases.TryGetValue((app, id), out var lease))
                return false;
            if (_overrides.Remove(id))
                Store(Modified(lease.Instance, status, InstanceStatus.Unknown, lastDirtyTimestamp));
            return true;
        }
    }

    /// <summary>Adds to an instance's metadata; false when the instance is unknown.</summary>
    public bool AddMetadata(string app, string id, IEnumerable<KeyValuePair<string, string>> added)
    {
        lock (_gate)
        {
            if (!_leases.TryGetValue((app, id), out var lease))
                return false;
            var merged = new Dictionary<string, string>(lease.Instance.Metadata);
            foreach (var (key, value) in added)
                merged[key] = value;
            Store(lease.Instance with { Metadata = merged, Action = WireAction.Added, LastUpdatedTimestamp = Now() });
            return true;
        }
    }

    /// <summary>Removes the instances whose lease has expired, and returns them.</summary>
    public IReadOnlyList<WireInstance> Sweep()
    {
        lock (_gate)
        {
            var gone = _leases.Values.Where(lease => lease.HasExpired(clock)).Select(lease => lease.Instance).ToList();
            foreach (var instance in gone)
                Remove(KeyOf(instance), evictionTimestamp: Now());
            return gone;
        }
    }

    /// <summary>Extends all leases by a time in which the registry itself did not run, and so could receive no heartbeat.</summary>
    public void ExtendAll(TimeSpan pause)
    {
        lock (_gate)
        {
            foreach (var lease in _leases.Values)
                lease.Extend(pause, clock);
        }
    }

    /// <summary>The instances of an application with the times of their last heartbeats.</summary>
    public IReadOnlyList<WireInstance> FindAll(string app)
    {
        lock (_gate)
            return [.. _leases.Values.Where(lease => lease.Instance.App == app).Select(lease => lease.InstanceWithRenewal)];
    }

    /// <summary>One instance with the time of its last heartbeat.</summary>
    public WireInstance? Find(string app, string id)
    {
        lock (_gate)
            return _leases.GetValueOrDefault((app, id))?.InstanceWithRenewal;
    }

    /// <summary>The first instance with this id in any application.</summary>
    public WireInstance? Find(string id)
    {
        lock (_gate)
            return _leases.Values.FirstOrDefault(lease => lease.Instance.InstanceId == id)?.InstanceWithRenewal;
    }

    private static (string App, string Id) KeyOf(WireInstance instance) => (instance.App, instance.InstanceId);

    private WireInstance Modified(WireInstance instance, InstanceStatus status, InstanceStatus overridden, long? lastDirtyTimestamp) =>
        instance with
        {
            Status = status,
            OverriddenStatus = overridden,
            LastDirtyTimestamp = Math.Max(lastDirtyTimestamp ?? 0, instance.LastDirtyTimestamp ?? 0),
            LastUpdatedTimestamp = Now(),
            Action = WireAction.Modified,
        };

    private long Now() => clock.GetUtcNow().ToUnixTimeMilliseconds();

    private void Store(WireInstance instance)
    {
        _leases[KeyOf(instance)] = new Lease(instance, clock.GetTimestamp());
        Publish(instance);
    }

    // A cancelled lease has the eviction time 0, as in the stock server.
    private void Remove((string App, string Id) key, long evictionTimestamp)
    {
        _leases.Remove(key, out var lease);
        if (evictionTimestamp == 0)
            _overrides.Remove(key.Id);
        var last = lease!.Instance;
        Publish(last with
        {
            Action = WireAction.Deleted,
            LastUpdatedTimestamp = Now(),
            Lease = last.Lease with { EvictionTimestamp = evictionTimestamp },
        });
    }

    private void Publish(WireInstance changed) => _history.Advance(changed, _leases.Values.Select(lease => lease.Instance));
}
