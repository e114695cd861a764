using System.Runtime.CompilerServices;

namespace MsaSample.Broker.Tests.Protocol;

/// <summary>Bodies as hex, one line each: API, version, bytes.</summary>
internal static class GoldenFile
{
    public static IEnumerable<(string Api, short Version, byte[] Body)> Read(string name) =>
        from line in File.ReadLines(PathOf(name))
        where !line.StartsWith('#')
        let parts = line.Split(' ')
        select (parts[0], short.Parse(parts[1]), Convert.FromHexString(parts[2]));

    private static string PathOf(string name, [CallerFilePath] string thisFile = "") =>
        Path.Combine(Path.GetDirectoryName(thisFile)!, "golden", name);
}
