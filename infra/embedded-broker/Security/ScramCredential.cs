using System.Security.Cryptography;
using System.Text;
using MsaSample.Broker.Protocol.Messages.Security;

namespace MsaSample.Broker.Security;

/// <summary>
/// What the server stores of a password (RFC 5802, section 3): enough to check an authentication, not enough to authenticate.
/// </summary>
internal sealed record ScramCredential(byte[] Salt, int Iterations, byte[] StoredKey, byte[] ServerKey)
{
    public const int DefaultIterations = 4096;

    private const int SaltBytes = 16;

    public static ScramCredential FromPassword(ScramMechanism mechanism, string password)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        return FromSaltedPassword(mechanism, salt, DefaultIterations, Stretch(mechanism, password, salt, DefaultIterations));
    }

    public static ScramCredential FromSaltedPassword(ScramMechanism mechanism, byte[] salt, int iterations, byte[] saltedPassword) => new(
        salt,
        iterations,
        mechanism.Hash(mechanism.Hmac(saltedPassword, "Client Key"u8)),
        mechanism.Hmac(saltedPassword, "Server Key"u8));

    /// <summary>
    /// A credential that matches no password, for an unknown user. Its salt is the same at each attempt, so that a client cannot
    /// distinguish it from a real one.
    /// </summary>
    public static ScramCredential Fake(ScramMechanism mechanism, byte[] secret, string user) => new(
        mechanism.Hmac(secret, Encoding.UTF8.GetBytes(user))[..SaltBytes],
        DefaultIterations,
        RandomNumberGenerator.GetBytes(mechanism.Size()),
        RandomNumberGenerator.GetBytes(mechanism.Size()));

    /// <summary>Whether the password is right; compared in constant time.</summary>
    public bool Fits(ScramMechanism mechanism, string password)
    {
        var given = FromSaltedPassword(mechanism, Salt, Iterations, Stretch(mechanism, password, Salt, Iterations));
        return CryptographicOperations.FixedTimeEquals(given.StoredKey, StoredKey);
    }

    private static byte[] Stretch(ScramMechanism mechanism, string password, byte[] salt, int iterations) =>
        Rfc2898DeriveBytes.Pbkdf2(password, salt, iterations, mechanism.Algorithm(), mechanism.Size());
}
