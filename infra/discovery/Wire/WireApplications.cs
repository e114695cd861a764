namespace MsaSample.Discovery.Wire;

/// <summary>An application of the Eureka protocol: a service and its instances.</summary>
public sealed record WireApplication(string Name, IReadOnlyList<WireInstance> Instances);

/// <summary>A full list or a delta. The hash is that of the full list in both.</summary>
public sealed record WireApplications(string VersionsDelta, string HashCode, IReadOnlyList<WireApplication> Applications)
{
    /// <summary>Groups instances by application, both in ordinal order.</summary>
    public static WireApplications Of(string versionsDelta, string hashCode, IEnumerable<WireInstance> instances) =>
        new(versionsDelta, hashCode,
        [
            .. instances
                .GroupBy(instance => instance.App, StringComparer.Ordinal)
                .OrderBy(group => group.Key, StringComparer.Ordinal)
                .Select(group => new WireApplication(
                    group.Key, [.. group.OrderBy(instance => instance.InstanceId, StringComparer.Ordinal)])),
        ]);
}

/// <summary>The hash by which a client checks that its copy, kept up to date by deltas, equals the server's list.</summary>
public static class AppsHash
{
    /// <summary>Has the form <c>STATUS_count_</c> for each status that occurs, ordered by name; empty for an empty registry.</summary>
    public static string Of(IEnumerable<InstanceStatus> statuses) =>
        string.Concat(statuses
            .GroupBy(status => status.ToWire())
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => $"{group.Key}_{group.Count()}_"));
}
