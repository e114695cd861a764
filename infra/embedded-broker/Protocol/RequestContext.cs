using MsaSample.Broker.Security;

namespace MsaSample.Broker.Protocol;

/// <summary>What a handler may know of a request besides its body.</summary>
/// <param name="ApiVersion">The version the client spoke.</param>
/// <param name="ClientId">The client's own name for itself; null when it sends none.</param>
/// <param name="ClientHost">The client's address as Kafka prints it: <c>/127.0.0.1</c>.</param>
/// <param name="ConnectionClosed">Cancelled when the client has gone or the broker stops.</param>
/// <param name="Sasl">How far the client has authenticated; null where nobody has to.</param>
internal sealed record RequestContext(
    short ApiVersion, string? ClientId, string ClientHost, CancellationToken ConnectionClosed, SaslSession? Sasl = null);
