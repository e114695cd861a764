using System.Xml;
using System.Xml.Linq;
using MsaSample.Discovery;
using MsaSample.Discovery.Wire;

namespace MsaSample.Registry.Apps;

/// <summary>Reads a registration in XML, as liberally as the JSON one. Throws <see cref="XmlException"/> when the body is not XML.</summary>
internal static class EurekaXmlReader
{
    private static readonly XmlReaderSettings Settings = new() { Async = true, DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };

    /// <summary>Null when the root element is not an instance.</summary>
    public static async Task<WireInstance?> ReadInstanceAsync(Stream body, CancellationToken cancellationToken)
    {
        using var reader = XmlReader.Create(body, Settings);
        var root = (await XDocument.LoadAsync(reader, LoadOptions.None, cancellationToken)).Root;
        return root?.Name.LocalName == "instance" ? ReadInstance(root) : null;
    }

    private static WireInstance ReadInstance(XElement xml)
    {
        var hostName = Text(xml, "hostName") ?? "";
        return new WireInstance
        {
            InstanceId = Text(xml, "instanceId") ?? hostName,
            App = (Text(xml, "app") ?? "").ToUpperInvariant(),
            HostName = hostName,
            IpAddr = Text(xml, "ipAddr") ?? "",
            Status = InstanceStatusNames.TryParse(Text(xml, "status") ?? "UP", out var status) ? status : InstanceStatus.Unknown,
            OverriddenStatus = InstanceStatusNames.TryParse(Text(xml, "overriddenstatus") ?? Text(xml, "overriddenStatus"), out var overridden)
                ? overridden
                : InstanceStatus.Unknown,
            Port = ReadPort(xml.Element("port"), new WirePort(7001, true)),
            SecurePort = ReadPort(xml.Element("securePort"), new WirePort(7002, false)),
            CountryId = (int)(Number(xml, "countryId") ?? 1),
            DataCenter = ReadDataCenter(xml.Element("dataCenterInfo")),
            Lease = ReadLease(xml.Element("leaseInfo")),
            Metadata = ReadMap(xml.Element("metadata")),
            HomePageUrl = Text(xml, "homePageUrl"),
            StatusPageUrl = Text(xml, "statusPageUrl"),
            HealthCheckUrl = Text(xml, "healthCheckUrl"),
            SecureHealthCheckUrl = Text(xml, "secureHealthCheckUrl"),
            VipAddress = Text(xml, "vipAddress"),
            SecureVipAddress = Text(xml, "secureVipAddress"),
            AppGroupName = Text(xml, "appGroupName")?.ToUpperInvariant(),
            AsgName = Text(xml, "asgName"),
            IsCoordinatingDiscoveryServer = Text(xml, "isCoordinatingDiscoveryServer") == "true",
            LastDirtyTimestamp = Number(xml, "lastDirtyTimestamp"),
        };
    }

    private static WirePort ReadPort(XElement? xml, WirePort whenMissing) => xml is null
        ? whenMissing
        : new WirePort(
            int.TryParse(xml.Value, out var number) ? number : whenMissing.Number,
            bool.TryParse(xml.Attribute("enabled")?.Value, out var enabled) ? enabled : whenMissing.Enabled);

    private static WireDataCenter? ReadDataCenter(XElement? xml) => xml is null
        ? null
        : new WireDataCenter(
            Text(xml, "name"),
            xml.Attribute("class")?.Value ?? WireDataCenter.MyOwn.Class,
            xml.Element("metadata") is { } metadata ? ReadMap(metadata) : null);

    private static WireLease ReadLease(XElement? xml) => xml is null
        ? new WireLease()
        : new WireLease
        {
            RenewalIntervalInSecs = (int)(Number(xml, "renewalIntervalInSecs") ?? 30),
            DurationInSecs = (int)(Number(xml, "durationInSecs") ?? 90),
        };

    private static Dictionary<string, string> ReadMap(XElement? xml) => xml is null
        ? []
        : xml.Elements().GroupBy(e => XmlNames.Unescape(e.Name.LocalName)).ToDictionary(group => group.Key, group => group.Last().Value);

    private static string? Text(XElement xml, string name) => xml.Element(name)?.Value;

    private static long? Number(XElement xml, string name) => long.TryParse(Text(xml, name), out var number) ? number : null;
}
