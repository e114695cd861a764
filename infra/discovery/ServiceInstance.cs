namespace MsaSample.Discovery;

/// <summary>An instance of a service, as the registry lists it.</summary>
/// <param name="InstanceId">Unique within its service, and the same as long as the instance is registered.</param>
/// <param name="Uri">Scheme, host and port, for example http://127.0.0.1:40123/.</param>
/// <param name="Status">Only instances with status UP may get requests.</param>
/// <param name="Metadata">Any key-value pairs, for example the zone.</param>
public sealed record ServiceInstance(
    string InstanceId, Uri Uri, InstanceStatus Status, IReadOnlyDictionary<string, string> Metadata)
{
    /// <summary>Compares by content, metadata included: change tokens fire only when instances differ.</summary>
    public bool Equals(ServiceInstance? other) =>
        other is not null
        && InstanceId == other.InstanceId
        && Uri == other.Uri
        && Status == other.Status
        && Metadata.Count == other.Metadata.Count
        && Metadata.All(pair => other.Metadata.TryGetValue(pair.Key, out var value) && value == pair.Value);

    public override int GetHashCode() => HashCode.Combine(InstanceId, Uri, Status);
}
