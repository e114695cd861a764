namespace MsaSample.Broker.Protocol.Messages.Security;

/// <summary>The SCRAM mechanisms (RFC 5802, RFC 7677) under the numbers of KIP-554.</summary>
internal enum ScramMechanism : sbyte
{
    Unknown = 0,
    Sha256 = 1,
    Sha512 = 2,
}
