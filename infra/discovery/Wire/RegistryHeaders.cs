namespace MsaSample.Discovery.Wire;

/// <summary>
/// The long poll, an extension of GET apps and GET apps/delta that a stock Eureka server ignores. Our registry marks every list with its
/// version; a client that sends that version back with a number of seconds is answered at the next change, or after that time.
/// </summary>
public static class RegistryHeaders
{
    /// <summary>In an answer: the version of this list. In a request: the version the client has. An opaque, growing number.</summary>
    public const string Version = "X-Registry-Version";

    /// <summary>In a request: how many seconds (1 to 60) the registry may hold the answer back while nothing changes.</summary>
    public const string Wait = "X-Registry-Wait";
}
