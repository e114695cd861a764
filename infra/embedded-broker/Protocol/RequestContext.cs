namespace MsaSample.Broker.Protocol;

/// <summary>What is known of a request besides its body.</summary>
/// <param name="ApiVersion">The version of the API that the client chose.</param>
/// <param name="ClientId">The client's own name for itself; null when it sends none.</param>
/// <param name="ClientHost">The client's address as Kafka prints it: <c>/127.0.0.1</c>.</param>
/// <param name="Sasl">The connection's authentication; null when clients need none.</param>
internal sealed record RequestContext(short ApiVersion, string? ClientId, string ClientHost, ISaslSession? Sasl = null);
