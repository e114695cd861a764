using System.Globalization;
using Microsoft.Extensions.Configuration;
using MsaSample.Broker.Hosting;
using MsaSample.Broker.Storage;

namespace MsaSample.Broker;

/// <summary>
/// Reads the options of the storage from the program's settings, whose values <see cref="BrokerCommand"/> has checked.
/// </summary>
internal static class StorageSettings
{
    public static void Apply(IConfiguration settings, BrokerOptions options)
    {
        options.DataDirectory = Path.Combine(settings["Data"] ?? "data", "broker");
        if (settings["Storage"] is { } storage)
            options.Storage = Enum.Parse<StorageKind>(storage, ignoreCase: true);
        if (settings["Fsync"] is { } fsync)
            options.Fsync = Enum.Parse<FsyncPolicy>(fsync, ignoreCase: true);
        if (settings["Fsync:Interval"] is { } milliseconds)
            options.FsyncInterval = TimeSpan.FromMilliseconds(int.Parse(milliseconds, CultureInfo.InvariantCulture));
    }
}
