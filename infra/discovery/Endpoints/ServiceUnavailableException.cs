namespace MsaSample.Discovery;

/// <summary>No instance of a service is UP, so a request to it cannot be sent anywhere.</summary>
public sealed class ServiceUnavailableException(string service, bool registryAnswered)
    : HttpRequestException(HttpRequestError.NameResolutionError, Describe(service, registryAnswered))
{
    /// <summary>The service that was asked for.</summary>
    public string Service { get; } = service;

    private static string Describe(string service, bool registryAnswered) => registryAnswered
        ? $"No instance of '{service}' is UP in the registry."
        : $"No instance of '{service}' is known: the registry has not answered yet.";
}
