namespace MsaSample.Discovery.Wire;

/// <summary>
/// The headers of the long poll, an extension of GET apps and GET apps/delta that a stock Eureka server ignores. Our registry sends its
/// version with each list; a request with the current version and a number of seconds is answered at the next change, or after that time.
/// </summary>
public static class RegistryHeaders
{
    /// <summary>
    /// In an answer, the version of the list; in a request, the version that the client has. A number that grows with each change.
    /// </summary>
    public const string Version = "X-Registry-Version";

    /// <summary>In a request, for how many seconds (1 to 60) the registry may delay the answer while nothing changes.</summary>
    public const string Wait = "X-Registry-Wait";
}
