using System.Text;
using System.Xml;
using MsaSample.Discovery;
using MsaSample.Discovery.Wire;

namespace MsaSample.Registry.Apps;

/// <summary>Writes Eureka's XML: the same members as its JSON, but overriddenstatus in lower case and ports with an attribute.</summary>
internal static class EurekaXmlWriter
{
    private static readonly XmlWriterSettings Settings = new() { Encoding = new UTF8Encoding(false), OmitXmlDeclaration = true };

    public static byte[] Write(WireApplications applications) => Write(xml =>
    {
        xml.WriteStartElement("applications");
        xml.WriteElementString("versions__delta", applications.VersionsDelta);
        xml.WriteElementString("apps__hashcode", applications.HashCode);
        foreach (var application in applications.Applications)
            WriteApplication(xml, application);
        xml.WriteEndElement();
    });

    public static byte[] Write(WireApplication application) => Write(xml => WriteApplication(xml, application));

    public static byte[] Write(WireInstance instance) => Write(xml => WriteInstance(xml, instance));

    private static byte[] Write(Action<XmlWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var xml = XmlWriter.Create(buffer, Settings))
            write(xml);
        return buffer.ToArray();
    }

    private static void WriteApplication(XmlWriter xml, WireApplication application)
    {
        xml.WriteStartElement("application");
        xml.WriteElementString("name", application.Name);
        foreach (var instance in application.Instances)
            WriteInstance(xml, instance);
        xml.WriteEndElement();
    }

    private static void WriteInstance(XmlWriter xml, WireInstance instance)
    {
        xml.WriteStartElement("instance");
        xml.WriteElementString("instanceId", instance.InstanceId);
        xml.WriteElementString("hostName", instance.HostName);
        xml.WriteElementString("app", instance.App);
        xml.WriteElementString("ipAddr", instance.IpAddr);
        xml.WriteElementString("status", instance.Status.ToWire());
        xml.WriteElementString("overriddenstatus", instance.OverriddenStatus.ToWire());
        WritePort(xml, "port", instance.Port);
        WritePort(xml, "securePort", instance.SecurePort);
        xml.WriteElementString("countryId", $"{instance.CountryId}");
        WriteDataCenter(xml, instance.DataCenter ?? WireDataCenter.MyOwn);
        WriteLease(xml, instance.Lease);
        WriteMetadata(xml, instance.Metadata);
        WriteOptional(xml, "homePageUrl", instance.HomePageUrl);
        WriteOptional(xml, "statusPageUrl", instance.StatusPageUrl);
        WriteOptional(xml, "healthCheckUrl", instance.HealthCheckUrl);
        WriteOptional(xml, "secureHealthCheckUrl", instance.SecureHealthCheckUrl);
        WriteOptional(xml, "vipAddress", instance.VipAddress);
        WriteOptional(xml, "secureVipAddress", instance.SecureVipAddress);
        WriteOptional(xml, "appGroupName", instance.AppGroupName);
        WriteOptional(xml, "asgName", instance.AsgName);
        xml.WriteElementString("isCoordinatingDiscoveryServer", instance.IsCoordinatingDiscoveryServer ? "true" : "false");
        xml.WriteElementString("lastUpdatedTimestamp", $"{instance.LastUpdatedTimestamp}");
        xml.WriteElementString("lastDirtyTimestamp", $"{instance.LastDirtyTimestamp ?? instance.LastUpdatedTimestamp}");
        xml.WriteElementString("actionType", instance.Action.ToString().ToUpperInvariant());
        xml.WriteEndElement();
    }

    private static void WritePort(XmlWriter xml, string name, WirePort port)
    {
        xml.WriteStartElement(name);
        xml.WriteAttributeString("enabled", port.Enabled ? "true" : "false");
        xml.WriteValue(port.Number);
        xml.WriteEndElement();
    }

    private static void WriteDataCenter(XmlWriter xml, WireDataCenter dataCenter)
    {
        xml.WriteStartElement("dataCenterInfo");
        xml.WriteAttributeString("class", dataCenter.Class);
        xml.WriteElementString("name", dataCenter.Name);
        if (dataCenter.Metadata is { } metadata)
            WriteMetadata(xml, metadata);
        xml.WriteEndElement();
    }

    private static void WriteLease(XmlWriter xml, WireLease lease)
    {
        xml.WriteStartElement("leaseInfo");
        xml.WriteElementString("renewalIntervalInSecs", $"{lease.RenewalIntervalInSecs}");
        xml.WriteElementString("durationInSecs", $"{lease.DurationInSecs}");
        xml.WriteElementString("registrationTimestamp", $"{lease.RegistrationTimestamp}");
        xml.WriteElementString("lastRenewalTimestamp", $"{lease.LastRenewalTimestamp}");
        xml.WriteElementString("evictionTimestamp", $"{lease.EvictionTimestamp}");
        xml.WriteElementString("serviceUpTimestamp", $"{lease.ServiceUpTimestamp}");
        xml.WriteEndElement();
    }

    private static void WriteMetadata(XmlWriter xml, IReadOnlyDictionary<string, string> metadata)
    {
        xml.WriteStartElement("metadata");
        if (metadata.Count == 0)
            xml.WriteAttributeString("class", "java.util.Collections$EmptyMap");
        foreach (var (key, value) in metadata)
            xml.WriteElementString(XmlNames.Escape(key), value);
        xml.WriteEndElement();
    }

    private static void WriteOptional(XmlWriter xml, string name, string? value)
    {
        if (value is not null)
            xml.WriteElementString(name, value);
    }
}
