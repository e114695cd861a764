using MsaSample.Discovery.Wire;

namespace MsaSample.Discovery.Client;

/// <summary>
/// The client's copy of the registry. When a registry is empty after an outage, the instances known before are kept for the duration of one
/// lease, in which those that still run register again. Not thread-safe: one loop uses it.
/// </summary>
internal sealed class KnownApps(TimeProvider clock, TimeSpan keepAfterOutage)
{
    private readonly Dictionary<(string App, string Id), WireInstance> _listed = [];
    private readonly Dictionary<(string App, string Id), WireInstance> _kept = []; // Known before the outage, and not listed since.
    private DateTimeOffset _keptUntil;

    /// <summary>The hash of the copy, to compare with the one that the server sends.</summary>
    public string Hash => AppsHash.Of(_listed.Values.Select(instance => instance.Status));

    /// <summary>How long the instances known before an outage are still kept; null when there are none.</summary>
    public TimeSpan? KeptFor => _kept.Count == 0 ? null : _keptUntil - clock.GetUtcNow();

    /// <summary>Replaces the copy by a full list.</summary>
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

    /// <summary>
    /// Applies a delta, which may repeat changes. False when the copy no longer equals the server's list, so that the full list is needed.
    /// </summary>
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
