using MsaSample.Discovery;
using MsaSample.Discovery.Wire;

namespace MsaSample.Registry.Leases;

/// <summary>
/// Who is registered. Every change makes a new immutable <see cref="RegistryState"/>; a heartbeat is no change. A lease lasts exactly the
/// duration its instance asked for: not twice that, as in the stock server (Netflix/eureka#531).
/// </summary>
internal sealed class LeaseTable
{
    /// <summary>How long a change stays in deltas; clients that were away longer fetch the full list.</summary>
    public static readonly TimeSpan DeltaRetention = TimeSpan.FromSeconds(180);

    private readonly Lock _gate = new();
    private readonly TimeProvider _clock;
    private readonly Dictionary<(string App, string Id), Lease> _leases = [];
    private readonly Dictionary<(string App, string Id), RegistryChange> _changes = [];
    private readonly Dictionary<string, InstanceStatus> _overrides = new(StringComparer.Ordinal);
    private long _changeCount;
    private volatile RegistryState _current;

    public LeaseTable(TimeProvider clock)
    {
        _clock = clock;
        _current = new RegistryState(clock.GetUtcNow().ToUnixTimeMilliseconds(), 0, [], []);
    }

    public RegistryState Current => _current;

    /// <summary>Takes an instance in, or takes over what it now says of itself; an older word than the stored one only renews the lease.</summary>
    public void Register(WireInstance incoming)
    {
        lock (_gate)
        {
            var existing = _leases.GetValueOrDefault(KeyOf(incoming));
            var now = Now();
            var said = existing?.Instance.LastDirtyTimestamp > (incoming.LastDirtyTimestamp ?? now) ? existing!.Instance : incoming;
            if (incoming.OverriddenStatus != InstanceStatus.Unknown)
                _overrides.TryAdd(incoming.InstanceId, incoming.OverriddenStatus);
            var status = StatusRules.Decide(said.Status, OverrideOf(incoming.InstanceId), existing?.Instance.Status);
            var upSince = existing?.Instance.Lease.ServiceUpTimestamp ?? 0;
            Put(said with
            {
                Status = status,
                OverriddenStatus = OverrideOf(incoming.InstanceId) ?? InstanceStatus.Unknown,
                LastUpdatedTimestamp = now,
                LastDirtyTimestamp = said.LastDirtyTimestamp ?? now,
                Action = WireAction.Added,
                Lease = said.Lease with
                {
                    RegistrationTimestamp = now,
                    LastRenewalTimestamp = now,
                    EvictionTimestamp = 0,
                    ServiceUpTimestamp = upSince == 0 && status == InstanceStatus.Up ? now : upSince,
                },
            });
        }
    }

    /// <summary>
    /// Prolongs a lease. False when the instance has to register again: it is not known, it has changed since it registered, or an operator
    /// took its status away.
    /// </summary>
    public bool Renew(string app, string id, long? lastDirtyTimestamp)
    {
        lock (_gate)
        {
            if (!_leases.TryGetValue((app, id), out var lease)
                || lastDirtyTimestamp > lease.Instance.LastDirtyTimestamp
                || lease.Instance.Status == InstanceStatus.Unknown)
                return false;
            Touch(lease);
            return true;
        }
    }

    /// <summary>Ends a lease, and an operator's word with it; false when there is none.</summary>
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

    /// <summary>An operator sets the status, until it is cleared or the lease is cancelled; false when the instance is not known.</summary>
    public bool SetStatus(string app, string id, InstanceStatus status, long? lastDirtyTimestamp)
    {
        lock (_gate)
        {
            if (!_leases.TryGetValue((app, id), out var lease))
                return false;
            Touch(lease);
            _overrides[id] = status;
            if (lease.Instance.Status != status || lease.Instance.OverriddenStatus != status)
                Put(Modified(lease.Instance, status, status, lastDirtyTimestamp));
            return true;
        }
    }

    /// <summary>Takes an operator's word back; without a new status the instance has to say its own again. False when it is not known.</summary>
    public bool ClearStatus(string app, string id, InstanceStatus status, long? lastDirtyTimestamp)
    {
        lock (_gate)
        {
            if (!_leases.TryGetValue((app, id), out var lease))
                return false;
            if (_overrides.Remove(id))
                Put(Modified(lease.Instance, status, InstanceStatus.Unknown, lastDirtyTimestamp));
            return true;
        }
    }

    /// <summary>Adds to an instance's metadata; false when the instance is not known.</summary>
    public bool AddMetadata(string app, string id, IEnumerable<KeyValuePair<string, string>> added)
    {
        lock (_gate)
        {
            if (!_leases.TryGetValue((app, id), out var lease))
                return false;
            var merged = new Dictionary<string, string>(lease.Instance.Metadata);
            foreach (var (key, value) in added)
                merged[key] = value;
            Put(lease.Instance with { Metadata = merged, Action = WireAction.Added, LastUpdatedTimestamp = Now() });
            return true;
        }
    }

    /// <summary>Drops the instances whose lease has run out, and returns them.</summary>
    public IReadOnlyList<WireInstance> Sweep()
    {
        lock (_gate)
        {
            var gone = _leases.Values.Where(lease => lease.HasRunOut(_clock)).Select(lease => lease.Instance).ToList();
            foreach (var instance in gone)
                Remove(KeyOf(instance), evictionTimestamp: Now());
            return gone;
        }
    }

    /// <summary>Prolongs all leases by a time in which the registry itself did not run, and so could hear no heartbeat.</summary>
    public void ForgiveOwnAbsence(TimeSpan absence)
    {
        var ticks = (long)(absence.TotalSeconds * _clock.TimestampFrequency);
        lock (_gate)
        {
            // Who registered or renewed since has lost less of its time; nobody gets more than a whole lease.
            var now = _clock.GetTimestamp();
            foreach (var lease in _leases.Values)
                lease.RenewedAt = Math.Min(lease.RenewedAt + ticks, now);
        }
    }

    /// <summary>The instances of an application with the times of their last heartbeats.</summary>
    public IReadOnlyList<WireInstance> FindAll(string app)
    {
        lock (_gate)
            return [.. _leases.Values.Where(lease => lease.Instance.App == app).Select(lease => lease.Seen)];
    }

    /// <summary>One instance with the time of its last heartbeat.</summary>
    public WireInstance? Find(string app, string id)
    {
        lock (_gate)
            return _leases.GetValueOrDefault((app, id))?.Seen;
    }

    /// <summary>The first instance with this id in any application.</summary>
    public WireInstance? Find(string id)
    {
        lock (_gate)
            return _leases.Values.FirstOrDefault(lease => lease.Instance.InstanceId == id)?.Seen;
    }

    private static (string App, string Id) KeyOf(WireInstance instance) => (instance.App, instance.InstanceId);

    private WireInstance Modified(WireInstance instance, InstanceStatus status, InstanceStatus overridden, long? lastDirtyTimestamp) => instance with
    {
        Status = status,
        OverriddenStatus = overridden,
        LastDirtyTimestamp = Math.Max(lastDirtyTimestamp ?? 0, instance.LastDirtyTimestamp ?? 0),
        LastUpdatedTimestamp = Now(),
        Action = WireAction.Modified,
    };

    private InstanceStatus? OverrideOf(string id) => _overrides.TryGetValue(id, out var status) ? status : null;

    private long Now() => _clock.GetUtcNow().ToUnixTimeMilliseconds();

    private void Touch(Lease lease)
    {
        lease.RenewedAt = _clock.GetTimestamp();
        lease.RenewedAtMilliseconds = Now();
    }

    private void Put(WireInstance instance)
    {
        _leases[KeyOf(instance)] = new Lease(instance, _clock.GetTimestamp());
        Advance(instance);
    }

    private void Remove((string App, string Id) key, long evictionTimestamp)
    {
        _leases.Remove(key, out var lease);
        if (evictionTimestamp == 0)
            _overrides.Remove(key.Id);
        var last = lease!.Instance;
        Advance(last with
        {
            Action = WireAction.Deleted,
            LastUpdatedTimestamp = Now(),
            Lease = last.Lease with { EvictionTimestamp = evictionTimestamp },
        });
    }

    private void Advance(WireInstance changed)
    {
        var now = _clock.GetUtcNow();
        foreach (var (key, old) in _changes)
        {
            if (now - old.At > DeltaRetention)
                _changes.Remove(key);
        }

        var previous = _current;
        var version = previous.Version + 1;
        _changes[KeyOf(changed)] = new RegistryChange(version, now, changed);
        _current = new RegistryState(version, ++_changeCount, [.. _leases.Values.Select(lease => lease.Instance)], [.. _changes.Values]);
        previous.Supersede();
    }
}
