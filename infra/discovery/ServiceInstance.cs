namespace MsaSample.Discovery;

/// <summary>One running copy of a service, as the registry lists it.</summary>
/// <param name="InstanceId">Unique within its service; never changes while the instance is registered.</param>
/// <param name="Uri">Where it listens: scheme, host and port, e.g. http://127.0.0.1:40123/.</param>
/// <param name="Status">Only UP instances may be given requests.</param>
/// <param name="Metadata">Free key-value pairs of the instance, e.g. its zone.</param>
public sealed record ServiceInstance(
    string InstanceId, Uri Uri, InstanceStatus Status, IReadOnlyDictionary<string, string> Metadata)
{
    /// <summary>By content, metadata included: "equal" means that nobody needs to be told.</summary>
    public bool Equals(ServiceInstance? other) =>
        other is not null
        && InstanceId == other.InstanceId
        && Uri == other.Uri
        && Status == other.Status
        && Metadata.Count == other.Metadata.Count
        && Metadata.All(pair => other.Metadata.TryGetValue(pair.Key, out var value) && value == pair.Value);

    public override int GetHashCode() => HashCode.Combine(InstanceId, Uri, Status);
}
