namespace MsaSample.Discovery.Wire;

/// <summary>Reads the fields that <see cref="EurekaFields"/> lists from one object of one of Eureka's two forms.</summary>
public interface IFieldReader
{
    /// <summary>Null when the field is missing.</summary>
    string? Text(string name);

    /// <summary>An object inside this one; null when it is missing.</summary>
    IFieldReader? Child(string name);

    /// <summary>A port; what it does not say is taken from <paramref name="whenMissing"/>.</summary>
    WirePort Port(string name, WirePort whenMissing);

    /// <summary>The field dataCenterInfo; null when it is missing.</summary>
    WireDataCenter? DataCenter(string name);

    /// <summary>A map of texts; empty when it is missing.</summary>
    IReadOnlyDictionary<string, string> Map(string name);
}
