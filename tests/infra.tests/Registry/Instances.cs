using System.Text;
using System.Text.Json;
using MsaSample.Discovery;
using MsaSample.Discovery.Wire;

namespace MsaSample.Infra.Tests.Registry;

/// <summary>Instances to register in tests.</summary>
internal static class Instances
{
    public static WireInstance Of(string app, string id, int leaseSeconds = 15, InstanceStatus status = InstanceStatus.Up) => new()
    {
        InstanceId = id,
        App = app.ToUpperInvariant(),
        HostName = "127.0.0.1",
        IpAddr = "127.0.0.1",
        Port = new WirePort(5001, true),
        SecurePort = new WirePort(443, false),
        Status = status,
        VipAddress = app,
        Lease = new WireLease { RenewalIntervalInSecs = 5, DurationInSecs = leaseSeconds },
    };

    public static string ToJson(this WireInstance instance) => Json(writer => EurekaJsonWriter.Write(writer, instance));

    public static string ToJson(this WireApplications applications) => Json(writer => EurekaJsonWriter.Write(writer, applications));

    private static string Json(Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
            write(writer);
        return Encoding.UTF8.GetString(buffer.ToArray());
    }
}
