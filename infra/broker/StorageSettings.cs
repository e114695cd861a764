using System.Globalization;
using Microsoft.Extensions.Configuration;
using MsaSample.Broker.Hosting;
using MsaSample.Broker.Storage;

namespace MsaSample.Broker;

/// <summary>The program's settings of where and how safely records are kept.</summary>
internal static class StorageSettings
{
    /// <exception cref="InvalidDataException">A setting is not what it can be; the message names its option.</exception>
    public static void Apply(IConfiguration settings, BrokerOptions options)
    {
        options.DataDirectory = Path.Combine(settings["Data"] ?? "data", "broker");
        options.Storage = Read(settings["Storage"], StorageKind.Disk, "is no storage; give disk or memory with --storage");
        options.Fsync = Read(settings["Fsync"], FsyncPolicy.Never, "is not a policy; give never, interval or always with --fsync");
        if (settings["Fsync:Interval"] is not { } text)
            return;

        options.FsyncInterval = int.TryParse(text, CultureInfo.InvariantCulture, out var milliseconds) && milliseconds > 0
            ? TimeSpan.FromMilliseconds(milliseconds)
            : throw new InvalidDataException($"'{text}' is not a number of milliseconds for --fsync-interval");
    }

    // By name only: the numbers behind the names are nobody's business.
    private static T Read<T>(string? text, T fallback, string otherwise) where T : struct, Enum
    {
        if (text is null)
            return fallback;

        return Enum.TryParse<T>(text, ignoreCase: true, out var value) && !int.TryParse(text, CultureInfo.InvariantCulture, out _)
            ? value
            : throw new InvalidDataException($"'{text}' {otherwise}");
    }
}
