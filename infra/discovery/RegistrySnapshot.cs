using System.Collections.Frozen;

namespace MsaSample.Discovery;

/// <summary>The instances of each service at one moment. Immutable. Service ids are compared without case.</summary>
public sealed class RegistrySnapshot
{
    private readonly FrozenDictionary<string, IReadOnlyList<ServiceInstance>> _services;

    /// <summary>Groups the instances by service id (kept in lower case), each group ordered by instance id.</summary>
    public RegistrySnapshot(IEnumerable<(string Service, ServiceInstance Instance)> instances)
    {
        _services = instances
            .GroupBy(pair => pair.Service.ToLowerInvariant(), pair => pair.Instance)
            .ToFrozenDictionary(
                group => group.Key,
                IReadOnlyList<ServiceInstance> (group) => [.. group.OrderBy(i => i.InstanceId, StringComparer.Ordinal)],
                StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The snapshot before the first answer of the registry.</summary>
    public static RegistrySnapshot Empty { get; } = new([]);

    /// <summary>Ids, in lower case, of the services that have at least one instance.</summary>
    public IReadOnlyList<string> Services => _services.Keys;

    /// <summary>All instances of the service, whatever their status; empty when it has none.</summary>
    public IReadOnlyList<ServiceInstance> Instances(string service) => _services.GetValueOrDefault(service, []);

    /// <summary>The instances with status UP, which may get requests; empty when there is none.</summary>
    public IReadOnlyList<ServiceInstance> Up(string service) =>
        [.. Instances(service).Where(instance => instance.Status == InstanceStatus.Up)];

    /// <summary>The services whose instances differ between two snapshots.</summary>
    internal IReadOnlyList<string> DifferenceTo(RegistrySnapshot other) =>
        [.. _services.Keys.Union(other._services.Keys, StringComparer.OrdinalIgnoreCase)
            .Where(service => !Instances(service).SequenceEqual(other.Instances(service)))];
}
