using MsaSample.Broker.Protocol;

namespace MsaSample.Broker.Network;

/// <summary>A request has failed and was logged, but the response of its API cannot carry an error: the connection is closed.</summary>
internal sealed class RequestFailedException(ApiKey key) : Exception($"{key} has no response for an error");
