using System.Text;
using System.Xml;
using MsaSample.Discovery.Wire;

namespace MsaSample.Registry.Apps;

/// <summary>
/// Writes Eureka's XML: the fields of its JSON, but overriddenstatus in lower case, and attributes for ports and Java classes.
/// </summary>
internal static class EurekaXmlWriter
{
    private static readonly XmlWriterSettings Settings = new() { Encoding = new UTF8Encoding(false), OmitXmlDeclaration = true };

    public static byte[] Write(WireApplications applications) => Write("applications", form => EurekaFields.Write(form, applications));

    public static byte[] Write(WireApplication application) => Write("application", form => EurekaFields.Write(form, application));

    public static byte[] Write(WireInstance instance) => Write("instance", form => EurekaFields.Write(form, instance));

    private static byte[] Write(string name, Action<XmlForm> write)
    {
        using var buffer = new MemoryStream();
        using (var xml = XmlWriter.Create(buffer, Settings))
        {
            xml.WriteStartElement(name);
            write(new XmlForm(xml));
            xml.WriteEndElement();
        }

        return buffer.ToArray();
    }

    private sealed class XmlForm(XmlWriter xml) : IFieldWriter
    {
        public string OverriddenStatus => "overriddenstatus";

        public void Start(string name) => xml.WriteStartElement(name);

        public void End() => xml.WriteEndElement();

        public void JavaClass(string name) => xml.WriteAttributeString("class", name);

        public void Text(string name, string? value) => xml.WriteElementString(name, value);

        public void Number(string name, long value) => xml.WriteElementString(name, $"{value}");

        public void Entry(string key, string value) => xml.WriteElementString(XmlNames.Escape(key), value);

        public void Port(string name, WirePort port)
        {
            xml.WriteStartElement(name);
            xml.WriteAttributeString("enabled", port.Enabled ? "true" : "false");
            xml.WriteValue(port.Number);
            xml.WriteEndElement();
        }

        public void List<T>(string name, IReadOnlyList<T> items, Action<T> write)
        {
            foreach (var item in items)
            {
                xml.WriteStartElement(name);
                write(item);
                xml.WriteEndElement();
            }
        }
    }
}
