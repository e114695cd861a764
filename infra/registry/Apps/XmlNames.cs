using System.Xml;

namespace MsaSample.Registry.Apps;

/// <summary>
/// Metadata keys as element names, escaped as XStream does: "_" becomes "__" and "$" becomes "_-"; a character that XML does not allow in a
/// name becomes _x…_ with its code.
/// </summary>
internal static class XmlNames
{
    public static string Escape(string key) =>
        XmlConvert.EncodeLocalName(key.Replace("_", "__", StringComparison.Ordinal).Replace("$", "_-", StringComparison.Ordinal))!;

    public static string Unescape(string name) =>
        XmlConvert.DecodeName(name).Replace("_-", "$", StringComparison.Ordinal).Replace("__", "_", StringComparison.Ordinal);
}
