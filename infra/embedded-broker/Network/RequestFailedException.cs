using MsaSample.Broker.Protocol;

namespace MsaSample.Broker.Network;

/// <summary>A request failed, was logged, and its API cannot say so in a response: the connection is closed.</summary>
internal sealed class RequestFailedException(ApiKey key) : Exception($"{key} has no response for an error");
