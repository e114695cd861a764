namespace MsaSample.Discovery;

/// <summary>A request could not be sent, because the registry lists no instance of the service with status UP.</summary>
public sealed class ServiceUnavailableException(string service, bool registryAnswered)
    : HttpRequestException(HttpRequestError.NameResolutionError, Describe(service, registryAnswered))
{
    /// <summary>The name of the service.</summary>
    public string Service { get; } = service;

    private static string Describe(string service, bool registryAnswered) => registryAnswered
        ? $"No instance of '{service}' is UP in the registry."
        : $"No instance of '{service}' is known: the registry has not answered yet.";
}
