using System.Security.Cryptography;
using MsaSample.Broker.Protocol.Messages.Security;

namespace MsaSample.Broker.Security;

/// <summary>The hash, sizes and names of the mechanisms.</summary>
internal static class ScramMechanisms
{
    public static bool IsKnown(this ScramMechanism mechanism) => mechanism is ScramMechanism.Sha256 or ScramMechanism.Sha512;

    public static string Name(this ScramMechanism mechanism) => mechanism == ScramMechanism.Sha256 ? "SCRAM-SHA-256" : "SCRAM-SHA-512";

    public static HashAlgorithmName Algorithm(this ScramMechanism mechanism) =>
        mechanism == ScramMechanism.Sha256 ? HashAlgorithmName.SHA256 : HashAlgorithmName.SHA512;

    /// <summary>Size in bytes of a hash and of every key.</summary>
    public static int Size(this ScramMechanism mechanism) => mechanism == ScramMechanism.Sha256 ? 32 : 64;

    public static byte[] Hmac(this ScramMechanism mechanism, ReadOnlySpan<byte> key, ReadOnlySpan<byte> data) =>
        CryptographicOperations.HmacData(mechanism.Algorithm(), key, data);

    public static byte[] Hash(this ScramMechanism mechanism, ReadOnlySpan<byte> data) =>
        CryptographicOperations.HashData(mechanism.Algorithm(), data);
}
