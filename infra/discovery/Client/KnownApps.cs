using MsaSample.Discovery.Wire;

namespace MsaSample.Discovery.Client;

/// <summary>
/// The client's copy of the registry. A registry that comes back empty after an outage does not wipe it: what was known before is kept
/// for one lease, in which the living register again. Used by one loop; not thread-safe.
/// </summary>
internal sealed class KnownApps(TimeProvider clock, TimeSpan keepAfterOutage)
{
    private readonly Dictionary<(string App, string Id), WireInstance> _listed = [];
    private readonly Dictionary<(string App, string Id), WireInstance> _kept = [];
    private DateTimeOffset _keptUntil;

    /// <summary>Comparable with the hash the server sends.</summary>
    public string Hash => AppsHash.Of(_listed.Values.Select(instance => instance.Status));

    /// <summary>How long until kept instances must be given up; null when there are none.</summary>
    public TimeSpan? KeptFor => _kept.Count == 0 ? null : _keptUntil - clock.GetUtcNow();

    /// <summary>Takes over a full list.</summary>
    public void Replace(WireApplications full, bool afterOutage)
    {
        if (afterOutage)
        {
            foreach (var (key, instance) in _listed)
                _kept[key] = instance;
            _keptUntil = clock.GetUtcNow() + keepAfterOutage;
        }

        _listed.Clear();
        foreach (var instance in full.Applications.SelectMany(application => application.Instances))
            Put(instance);
    }

    /// <summary>Applies a delta; entries may repeat. False when the copy has drifted from the server's and a full list is needed.</summary>
    public bool Apply(WireApplications delta)
    {
        foreach (var instance in delta.Applications.SelectMany(application => application.Instances))
        {
            if (instance.Action == WireAction.Deleted)
            {
                _listed.Remove(KeyOf(instance));
                _kept.Remove(KeyOf(instance));
            }
            else
            {
                Put(instance);
            }
        }

        return Hash == delta.HashCode;
    }

    public RegistrySnapshot ToSnapshot(bool onlyUp)
    {
        if (_kept.Count > 0 && clock.GetUtcNow() >= _keptUntil)
            _kept.Clear();
        return new RegistrySnapshot(
            from instance in _listed.Values.Concat(_kept.Values)
            let usable = InstanceAddress.ToServiceInstance(instance)
            where usable is not null && (!onlyUp || usable.Status == InstanceStatus.Up)
            select (instance.App, usable));
    }

    private static (string App, string Id) KeyOf(WireInstance instance) => (instance.App, instance.InstanceId);

    private void Put(WireInstance instance)
    {
        _listed[KeyOf(instance)] = instance;
        _kept.Remove(KeyOf(instance));
    }
}
