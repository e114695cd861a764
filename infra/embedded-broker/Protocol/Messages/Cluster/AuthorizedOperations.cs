namespace MsaSample.Broker.Protocol.Messages.Cluster;

/// <summary>The bit field of operations a client may do. This broker has no authorizer, so it does not know any.</summary>
internal static class AuthorizedOperations
{
    /// <summary>What Kafka answers when the operations were not asked for.</summary>
    public const int Unknown = int.MinValue;
}
