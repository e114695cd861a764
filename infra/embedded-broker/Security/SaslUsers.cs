using System.Security.Cryptography;
using MsaSample.Broker.Protocol.Messages.Security;

namespace MsaSample.Broker.Security;

/// <summary>The users who may authenticate: those of the settings, and for SCRAM also those whose credentials clients have set.</summary>
internal sealed class SaslUsers
{
    private readonly Dictionary<(string User, ScramMechanism Mechanism), ScramCredential> _configured = [];
    private readonly ScramCredentials _stored;
    private readonly byte[] _secret = RandomNumberGenerator.GetBytes(32);

    public SaslUsers(ScramCredentials stored, SaslOptions? options = null)
    {
        _stored = stored;
        foreach (var (user, password) in options?.Users ?? new Dictionary<string, string>())
        {
            _configured[(user, ScramMechanism.Sha256)] = ScramCredential.FromPassword(ScramMechanism.Sha256, password);
            _configured[(user, ScramMechanism.Sha512)] = ScramCredential.FromPassword(ScramMechanism.Sha512, password);
        }
    }

    /// <summary>
    /// The user's credential, or one that matches no password. Credentials set by clients override those of the settings.
    /// </summary>
    public ScramCredential FindOrFake(string user, ScramMechanism mechanism) =>
        _stored.Find(user, mechanism) ?? _configured.GetValueOrDefault((user, mechanism)) ?? ScramCredential.Fake(mechanism, _secret, user);

    /// <summary>Whether the settings have this password for the user.</summary>
    public bool HasPassword(string user, string password) =>
        (_configured.GetValueOrDefault((user, ScramMechanism.Sha256)) ?? ScramCredential.Fake(ScramMechanism.Sha256, _secret, user))
        .Fits(ScramMechanism.Sha256, password);
}
