using System.Collections.Frozen;
using System.Xml;
using System.Xml.Linq;
using MsaSample.Discovery.Wire;

namespace MsaSample.Registry.Apps;

/// <summary>Reads a registration in XML, as liberally as one in JSON. Throws <see cref="XmlException"/> when the body is not XML.</summary>
internal static class EurekaXmlReader
{
    private static readonly XmlReaderSettings Settings = new() { Async = true, DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };

    /// <summary>Null when the root element is not an instance.</summary>
    public static async Task<WireInstance?> ReadInstanceAsync(Stream body, CancellationToken cancellationToken)
    {
        using var reader = XmlReader.Create(body, Settings);
        var root = (await XDocument.LoadAsync(reader, LoadOptions.None, cancellationToken)).Root;
        return root?.Name.LocalName == "instance" ? EurekaFields.Read(new XmlForm(root)) : null;
    }

    private sealed class XmlForm(XElement xml) : IFieldReader
    {
        public string? Text(string name) => xml.Element(name)?.Value;

        public IFieldReader? Child(string name) => xml.Element(name) is { } element ? new XmlForm(element) : null;

        /// <summary>An element <c>&lt;port enabled="true"&gt;8080&lt;/port&gt;</c>.</summary>
        public WirePort Port(string name, WirePort whenMissing) => xml.Element(name) is { } port
            ? new WirePort(
                int.TryParse(port.Value, out var number) ? number : whenMissing.Number,
                bool.TryParse(port.Attribute("enabled")?.Value, out var enabled) ? enabled : whenMissing.Enabled)
            : whenMissing;

        public WireDataCenter? DataCenter(string name) => xml.Element(name) is { } element
            ? new WireDataCenter(
                element.Element("name")?.Value,
                element.Attribute("class")?.Value ?? WireDataCenter.MyOwn.Class,
                element.Element("metadata") is { } metadata ? ReadMap(metadata) : null)
            : null;

        public IReadOnlyDictionary<string, string> Map(string name) => xml.Element(name) is { } element
            ? ReadMap(element)
            : FrozenDictionary<string, string>.Empty;

        private static Dictionary<string, string> ReadMap(XElement xml) => xml.Elements()
            .GroupBy(element => XmlNames.Unescape(element.Name.LocalName))
            .ToDictionary(group => group.Key, group => group.Last().Value);
    }
}
