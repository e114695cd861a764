using MsaSample.Broker.Files;

namespace MsaSample.Broker.Storage.Directories;

/// <summary><c>meta.properties</c>: the identity of the cluster that a data directory belongs to.</summary>
/// <param name="ClusterId">22 characters, created with the directory and never changed.</param>
internal sealed record MetaProperties(string ClusterId)
{
    private const string FileName = "meta.properties";
    private const string ClusterIdKey = "cluster.id=";

    public static MetaProperties LoadOrCreate(string directory)
    {
        var path = Path.Combine(directory, FileName);
        if (File.Exists(path)
            && File.ReadLines(path).FirstOrDefault(static line => line.StartsWith(ClusterIdKey, StringComparison.Ordinal)) is { } line)
            return new MetaProperties(line[ClusterIdKey.Length..].Trim());

        var meta = new MetaProperties(KafkaId.Format(Guid.NewGuid()));
        AtomicFile.Write(path, $"version=1\nnode.id=1\n{ClusterIdKey}{meta.ClusterId}\ndirectory.id={KafkaId.Format(Guid.NewGuid())}\n");
        return meta;
    }
}
