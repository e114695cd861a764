namespace MsaSample.Broker.Protocol.Messages.Cluster;

/// <summary>The bit field of the operations that a client may perform. Without access control there is nothing to report.</summary>
internal static class AuthorizedOperations
{
    /// <summary>What Kafka answers when the operations were not asked for.</summary>
    public const int Unknown = int.MinValue;
}
