namespace MsaSample.Discovery.Wire;

/// <summary>
/// Writes the fields that <see cref="EurekaFields"/> lists in one of Eureka's two forms. What the forms write differently is a member of
/// its own.
/// </summary>
public interface IFieldWriter
{
    /// <summary>The name of the field for an operator's status, which the two forms spell differently.</summary>
    string OverriddenStatus { get; }

    /// <summary>Begins an object.</summary>
    void Start(string name);

    /// <summary>Ends the object begun last.</summary>
    void End();

    /// <summary>The Java class of the object just begun.</summary>
    void JavaClass(string name);

    /// <summary>Null is written as well, as the form's empty value.</summary>
    void Text(string name, string? value);

    /// <summary>A number, as a number where the form knows them.</summary>
    void Number(string name, long value);

    /// <summary>A port and whether it is enabled.</summary>
    void Port(string name, WirePort port);

    /// <summary>A pair of a map, whose key may be any text.</summary>
    void Entry(string key, string value);

    /// <summary>Objects of the same name.</summary>
    void List<T>(string name, IReadOnlyList<T> items, Action<T> write);
}
