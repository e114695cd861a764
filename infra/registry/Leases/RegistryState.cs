using System.IO.Compression;
using System.Text.Json;
using MsaSample.Discovery.Wire;

namespace MsaSample.Registry.Leases;

/// <summary>
/// The whole registry at one version. Because it is immutable, list, hash and changes always agree. The list and its JSON are made when
/// they are first asked for, once per version.
/// </summary>
internal sealed class RegistryState(
    long version, long changeCount, IReadOnlyList<WireInstance> instances, IReadOnlyList<RegistryChange> changes)
{
    private readonly Lazy<WireApplications> _full = new(() => WireApplications.Of("1", HashOf(instances), instances));
    private readonly TaskCompletionSource _superseded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lazy<byte[]> _json = new(() => ToJson(WireApplications.Of("1", HashOf(instances), instances)));
    private readonly Lazy<byte[]> _gzippedJson = new(() => Gzip(ToJson(WireApplications.Of("1", HashOf(instances), instances))));

    /// <summary>
    /// Grows with every change. Begins with the time at which the registry started, so that no version repeats after a restart.
    /// </summary>
    public long Version => version;

    public IReadOnlyList<WireInstance> Instances => instances;

    public WireApplications Full => _full.Value;

    /// <summary>The full list as JSON.</summary>
    public ReadOnlyMemory<byte> FullJson(bool gzipped) => gzipped ? _gzippedJson.Value : _json.Value;

    /// <summary>Completes when a newer state has become the current one.</summary>
    public Task Superseded => _superseded.Task;

    /// <summary>
    /// The last change of each instance that changed at or after <paramref name="since"/> and, when the client named the version it has,
    /// after the version <paramref name="seen"/>; with the hash of the full list.
    /// </summary>
    public WireApplications Delta(DateTimeOffset since, long? seen) => WireApplications.Of(
        $"{changeCount}",
        HashOf(instances),
        changes.Where(change => change.At >= since && (seen is null || change.Version > seen)).Select(change => change.Instance));

    public void Supersede() => _superseded.TrySetResult();

    public static byte[] ToJson(WireApplications applications)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
            EurekaJsonWriter.Write(writer, applications);
        return buffer.ToArray();
    }

    public static byte[] Gzip(byte[] bytes)
    {
        using var buffer = new MemoryStream();
        using (var gzip = new GZipStream(buffer, CompressionLevel.Fastest))
            gzip.Write(bytes);
        return buffer.ToArray();
    }

    private static string HashOf(IReadOnlyList<WireInstance> instances) => AppsHash.Of(instances.Select(instance => instance.Status));
}

/// <summary>The last change of an instance; <see cref="WireInstance.Action"/> says which.</summary>
internal sealed record RegistryChange(long Version, DateTimeOffset At, WireInstance Instance);
